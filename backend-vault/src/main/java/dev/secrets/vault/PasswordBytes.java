package dev.secrets.vault;

import java.util.Arrays;

/** What is cut off the ends of a password; blanks are the six of ASCII. */
final class PasswordBytes {

  private static final String BLANKS = " \t\n\r\u000b\f";
  private static final String LINE_ENDS = "\r\n";

  private PasswordBytes() {}

  /** Without blanks at both ends; wipes {@code bytes}. */
  static byte[] strip(byte[] bytes) {
    return strip(bytes, BLANKS);
  }

  /** Without line ends at both ends, where blanks count; wipes {@code bytes}. */
  static byte[] stripLineEnds(byte[] bytes) {
    return strip(bytes, LINE_ENDS);
  }

  static boolean isBlank(byte[] bytes) {
    return start(bytes, BLANKS) == bytes.length;
  }

  private static byte[] strip(byte[] bytes, String characters) {
    int start = start(bytes, characters);
    int end = bytes.length;
    while (end > start && characters.indexOf(bytes[end - 1]) >= 0) {
      end--;
    }
    byte[] stripped = Arrays.copyOfRange(bytes, start, end);
    Arrays.fill(bytes, (byte) 0);
    return stripped;
  }

  private static int start(byte[] bytes, String characters) {
    int start = 0;
    while (start < bytes.length && characters.indexOf(bytes[start]) >= 0) {
      start++;
    }
    return start;
  }
}
