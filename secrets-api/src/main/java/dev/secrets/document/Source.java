package dev.secrets.document;

import dev.secrets.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The text of a document, with what is needed to give it back byte for byte and to tell offsets as
 * lines and columns. The byte order mark is not part of the text.
 */
final class Source {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String text;
  private final String mark;
  private final Charset charset;
  private final int[] lines;

  private Source(String text, String mark, Charset charset) {
    this.text = text;
    this.mark = mark;
    this.charset = charset;
    this.lines = lineStarts(text);
  }

  static Source of(String text) {
    return new Source(text, "", StandardCharsets.UTF_8);
  }

  /** Reads UTF-8, with or without a byte order mark. */
  static Source utf8(byte[] content) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CharBuffer room = CharBuffer.allocate(content.length);
    CoderResult result = decoder.decode(bytes, room, true);
    String text = room.flip().toString();
    if (result.isError()) {
      throw of(text).error(text.length(), "the bytes here are not UTF-8");
    }
    return text.startsWith(BYTE_ORDER_MARK)
        ? new Source(text.substring(1), BYTE_ORDER_MARK, StandardCharsets.UTF_8)
        : of(text);
  }

  /** Reads UTF-8, or ISO-8859-1 where the bytes are not UTF-8. */
  static Source utf8OrLatin1(byte[] content) {
    try {
      return utf8(content);
    } catch (InvalidInputException notUtf8) {
      String text = new String(content, StandardCharsets.ISO_8859_1);
      return new Source(text, "", StandardCharsets.ISO_8859_1);
    }
  }

  String text() {
    return text;
  }

  byte[] bytes() {
    return (mark + text).getBytes(charset);
  }

  /** The line end that the text uses; LF when it has none. */
  String newline() {
    int first = text.indexOf('\n');
    return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
  }

  /** What stands between a text that may lack its last line end and a line added to it. */
  String newlineBeforeAppending() {
    return text.isEmpty() || isLineEnd(text.length() - 1) ? "" : newline();
  }

  Position at(int offset) {
    int line = lineOf(offset);
    return new Position(line + 1, text.codePointCount(lines[line], offset) + 1);
  }

  int lineStart(int offset) {
    return lines[lineOf(offset)];
  }

  /** Where the line of {@code offset} ends, before its line end. */
  int lineEnd(int offset) {
    int at = offset;
    while (at < text.length() && !isLineEnd(at)) {
      at++;
    }
    return at;
  }

  /** Where the line after the one of {@code offset} begins. */
  int nextLine(int offset) {
    int line = lineOf(offset) + 1;
    return line < lines.length ? lines[line] : text.length();
  }

  Source apply(Splice splice) {
    String edited =
        text.substring(0, splice.start()) + splice.replacement() + text.substring(splice.end());
    return new Source(edited, mark, charset);
  }

  /** Several changes that do not touch each other; their places are those in this text. */
  Source apply(List<Splice> splices) {
    StringBuilder edited = new StringBuilder();
    int from = 0;
    for (Splice splice : splices.stream().sorted(Comparator.comparingInt(Splice::start)).toList()) {
      edited.append(text, from, splice.start()).append(splice.replacement());
      from = splice.end();
    }
    return new Source(edited.append(text.substring(from)).toString(), mark, charset);
  }

  InvalidInputException error(int offset, String sentence, String... hints) {
    return new InvalidInputException(at(offset) + ": " + sentence, hints);
  }

  private int lineOf(int offset) {
    int found = Arrays.binarySearch(lines, offset);
    return found >= 0 ? found : -found - 2;
  }

  private boolean isLineEnd(int at) {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  private static int[] lineStarts(String text) {
    IntStream breaks =
        IntStream.range(0, text.length()).filter(at -> endsLine(text, at)).map(at -> at + 1);
    return IntStream.concat(IntStream.of(0), breaks).toArray();
  }

  private static boolean endsLine(String text, int at) {
    char here = text.charAt(at);
    return here == '\n'
        || (here == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'));
  }
}
