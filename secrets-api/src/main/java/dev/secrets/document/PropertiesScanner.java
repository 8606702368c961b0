package dev.secrets.document;

import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Site.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Java properties by the rules of {@link java.util.Properties#load(java.io.Reader)}. */
final class PropertiesScanner {

  private static final String BLANKS = " \t\f";

  private final Source source;
  private final String text;
  private int at;

  private PropertiesScanner(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static Site scan(Source source) {
    return new PropertiesScanner(source).document();
  }

  private Site document() {
    List<Entry> entries = new ArrayList<>();
    Map<String, Node> fields = new LinkedHashMap<>();
    while (skipToEntry()) {
      Entry entry = entry();
      entries.add(entry);
      fields.put(entry.key(), entry.value().node());
    }
    Node root = new Node.Mapping(new Position(1, 1), Optional.empty(), fields);
    return Site.collection(root, 0, text.length(), Style.BLOCK, "", entries);
  }

  private Entry entry() {
    int start = at;
    String key = read(" \t\f=:");
    int keyEnd = at;
    skipBlanks();
    if (at < text.length() && "=:".indexOf(text.charAt(at)) >= 0) {
      at++;
      skipBlanks();
    }
    int valueStart = at;
    String value = read("");
    Scalar node = Scalar.string(source.at(valueStart), value);
    return Entry.of(key, start, keyEnd, Site.scalar(node, valueStart, at, Style.PLAIN));
  }

  /** Passes blank lines, comments, indentation, and lines of nothing but a backslash. */
  private boolean skipToEntry() {
    while (at < text.length()) {
      char here = text.charAt(at);
      if (isLineEnd(at) || BLANKS.indexOf(here) >= 0) {
        at++;
      } else if (continuation(at) > 0) {
        at = continuation(at);
      } else if (here == '#' || here == '!') {
        at = source.lineEnd(at);
      } else {
        return true;
      }
    }
    return false;
  }

  /** Reads up to one of {@code stops} that no backslash precedes, or the end of the line. */
  private String read(String stops) {
    StringBuilder read = new StringBuilder();
    while (at < text.length() && !isLineEnd(at) && stops.indexOf(text.charAt(at)) < 0) {
      int next = continuation(at);
      if (next > 0) {
        at = next;
      } else if (text.charAt(at) == '\\') {
        escape(read);
      } else {
        read.append(text.charAt(at++));
      }
    }
    return read.toString();
  }

  private void escape(StringBuilder read) {
    if (at + 1 == text.length()) {
      at++;
      return;
    }
    char letter = text.charAt(at + 1);
    if (letter == 'u') {
      read.append(unicode());
      at += 6;
    } else {
      int known = "tnrf".indexOf(letter);
      read.append(known < 0 ? letter : "\t\n\r\f".charAt(known));
      at += 2;
    }
  }

  private char unicode() {
    int end = at + 6;
    String digits = end <= text.length() ? text.substring(at + 2, end) : "";
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw source.error(at, "four hexadecimal digits have to follow '\\u'");
    }
    return (char) Integer.parseInt(digits, 16);
  }

  private void skipBlanks() {
    int before = -1;
    while (at > before && at < text.length()) {
      before = at;
      at = Math.max(continuation(at), BLANKS.indexOf(text.charAt(at)) < 0 ? at : at + 1);
    }
  }

  /** Where the text goes on after a backslash at the end of a line; 0 if there is none here. */
  private int continuation(int from) {
    if (text.charAt(from) != '\\' || from + 1 == text.length() || !isLineEnd(from + 1)) {
      return 0;
    }
    int next = source.nextLine(from);
    while (next < text.length() && BLANKS.indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return next;
  }

  private boolean isLineEnd(int offset) {
    return text.charAt(offset) == '\n' || text.charAt(offset) == '\r';
  }
}
