package dev.secrets.gitcrypt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What git reads and writes, one character for each byte: a path need not be text, and must come
 * back to git as it was.
 */
final class GitText {

  private GitText() {}

  /** NUL-terminated records. */
  static List<String> split(byte[] bytes) {
    List<String> records = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        records.add(new String(bytes, start, at - start, ISO_8859_1));
        start = at + 1;
      }
    }
    return records;
  }

  static byte[] join(Collection<String> records) {
    StringBuilder text = new StringBuilder();
    records.forEach(record -> text.append(record).append('\0'));
    return text.toString().getBytes(ISO_8859_1);
  }

  /** For people and for Java's own file names. */
  static String shown(String raw) {
    return new String(raw.getBytes(ISO_8859_1), UTF_8);
  }

  /** For git. */
  static String raw(String shown) {
    return new String(shown.getBytes(UTF_8), ISO_8859_1);
  }
}
