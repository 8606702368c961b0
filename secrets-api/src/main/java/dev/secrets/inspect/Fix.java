package dev.secrets.inspect;

import dev.secrets.file.FileMode;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * How a finding can be mended without loss.
 *
 * @param file relative to the root of the project
 * @param edit of its content
 * @param mode what becomes of its permissions
 */
record Fix(String file, UnaryOperator<byte[]> edit, FileMode mode) {

  /** A line more at the end of a file of rules, where the last one wins. */
  static Fix line(String file, String line) {
    return new Fix(file, content -> withLine(content, line), FileMode.KEPT);
  }

  /** Nobody but the owner may read it. */
  static Fix ownerOnly(String file) {
    return new Fix(file, content -> content, FileMode.OWNER_ONLY);
  }

  static Fix content(String file, UnaryOperator<byte[]> edit) {
    return new Fix(file, edit, FileMode.KEPT);
  }

  private static byte[] withLine(byte[] content, String line) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.lines().anyMatch(line::equals)) {
      return content;
    }
    String start = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    return (start + line + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
