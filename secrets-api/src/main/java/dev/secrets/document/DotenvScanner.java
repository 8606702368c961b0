package dev.secrets.document;

import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Site.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads dotenv text by the rules of python-dotenv 1.x, but stops where that one warns and skips a
 * line.
 *
 * <pre>
 * entry   = [ "export" blanks ] key [ blanks "=" blanks [ value ] ] [ blanks "#" comment ] line-end
 * key     = "'" any but ' "'"  |  any but = # and white space
 * value   = ' lines with \' and \\ '  |  " lines with \\ \' \" \a \b \f \n \r \t \v "
 *         | the rest of the line up to white space and "#"
 * </pre>
 *
 * A line end is LF, CR or CRLF, and inside quotes each of them is read as LF.
 */
final class DotenvScanner {

  private static final String HINT =
      "if it belongs to a value of several lines, quote the value with single quotes";

  private final Source source;
  private final String text;
  private int at;

  private DotenvScanner(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static Site scan(Source source) {
    return new DotenvScanner(source).document();
  }

  private Site document() {
    List<Entry> entries = new ArrayList<>();
    Map<String, Node> fields = new LinkedHashMap<>();
    for (skipSpace(); at < text.length(); skipSpace()) {
      entry()
          .ifPresent(
              entry -> {
                entries.add(entry);
                fields.put(entry.key(), entry.value().node());
              });
    }
    Node root = new Node.Mapping(new Position(1, 1), Optional.empty(), fields);
    return Site.collection(root, 0, text.length(), Style.BLOCK, "", entries);
  }

  private Optional<Entry> entry() {
    int start = at;
    skipExport();
    Optional<Entry> entry = peek() == '#' ? Optional.empty() : Optional.of(field(start));
    skipComment();
    skipBlanks();
    if (at < text.length() && !isLineEnd(text.charAt(at))) {
      throw source.error(start, "the line is no 'NAME=value' entry", HINT);
    }
    return entry;
  }

  private Entry field(int start) {
    String key = key(start);
    int keyEnd = at;
    skipBlanks();
    if (peek() != '=') {
      return Entry.of(key, start, keyEnd, absent(start, keyEnd));
    }
    at++;
    skipBlanks();
    return Entry.of(key, start, keyEnd, value());
  }

  private String key(int start) {
    int begin = at;
    if (peek() == '\'') {
      int close = text.indexOf('\'', begin + 1);
      if (close <= begin + 1) {
        throw source.error(start, "the quoted name is not closed, or empty");
      }
      at = close + 1;
      return lines(begin + 1, close);
    }
    while (at < text.length() && "=#".indexOf(peek()) < 0 && !isSpace(text.codePointAt(at))) {
      at++;
    }
    if (at == begin) {
      throw source.error(start, "a name is missing before the '='");
    }
    return text.substring(begin, at);
  }

  /** A name without {@code =}; its place is behind the name, where a value would be written. */
  private Site absent(int start, int keyEnd) {
    Scalar none = new Scalar(source.at(start), Optional.empty(), Node.Type.NULL, "");
    return Site.scalar(none, keyEnd, keyEnd, Style.PLAIN);
  }

  private Site value() {
    int start = at;
    return switch (peek()) {
      case '\'' -> quoted(start, Style.SINGLE_QUOTED);
      case '"' -> quoted(start, Style.DOUBLE_QUOTED);
      default -> unquoted(start);
    };
  }

  private Site unquoted(int start) {
    at = source.lineEnd(start);
    int end = start;
    int comment = commentStart(start);
    for (int i = start; i < comment; i += Character.charCount(text.codePointAt(i))) {
      end = isSpace(text.codePointAt(i)) ? end : i + Character.charCount(text.codePointAt(i));
    }
    return site(start, end, text.substring(start, end), Style.PLAIN);
  }

  /** Where white space and a {@code #} end the unquoted value. */
  private int commentStart(int start) {
    for (int i = start + 1; i < at; i++) {
      if (text.charAt(i) == '#' && isSpace(text.charAt(i - 1))) {
        return i - 1;
      }
    }
    return at;
  }

  private Site quoted(int start, Style style) {
    int close = closingQuote(start);
    if (close < 0) {
      throw source.error(start, "the quote opened here is not closed");
    }
    at = close + 1;
    String escapes = style == Style.SINGLE_QUOTED ? "\\'" : "\\'\"abfnrtv";
    return site(start, at, unescape(lines(start + 1, close), escapes), style);
  }

  /** The first quote that no backslash precedes; if there is none, the last of the others. */
  private int closingQuote(int start) {
    char quote = text.charAt(start);
    int escaped = -1;
    for (int i = text.indexOf(quote, start + 1); i >= 0; i = text.indexOf(quote, i + 1)) {
      if (i == start + 1 || text.charAt(i - 1) != '\\') {
        return i;
      }
      escaped = i;
    }
    return escaped;
  }

  private String lines(int from, int to) {
    return text.substring(from, to).replaceAll("\\r\\n?", "\n");
  }

  private static String unescape(String raw, String escapes) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char here = raw.charAt(i);
      if (here == '\\' && i + 1 < raw.length() && escapes.indexOf(raw.charAt(i + 1)) >= 0) {
        i++;
        here = escaped(raw.charAt(i));
      }
      text.append(here);
    }
    return text.toString();
  }

  private static char escaped(char letter) {
    return switch (letter) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> letter;
    };
  }

  private Site site(int start, int end, String value, Style style) {
    return Site.scalar(Scalar.string(source.at(start), value), start, end, style);
  }

  private void skipExport() {
    int blanks = at + "export".length();
    if (text.startsWith("export", at) && blanks < text.length() && isBlank(text.charAt(blanks))) {
      at = blanks;
      skipBlanks();
    }
  }

  private void skipComment() {
    int begin = at;
    skipBlanks();
    at = peek() == '#' ? source.lineEnd(at) : begin;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  /** The character here; a line end when there is none. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\n';
  }

  private static boolean isBlank(char character) {
    return isSpace(character) && !isLineEnd(character);
  }

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }

  /** White space as Python's {@code str.isspace} has it. */
  private static boolean isSpace(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == 0x85;
  }
}
