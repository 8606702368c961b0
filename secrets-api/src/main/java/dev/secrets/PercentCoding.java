package dev.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of the few characters that cannot stand in a part of a reference. */
final class PercentCoding {

  private PercentCoding() {}

  /** Encodes {@code %}, control characters, line separators and the characters of {@code ends}. */
  static String encode(String text, String ends) {
    StringBuilder encoded = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '%' || ends.indexOf(c) >= 0 || breaksLine(c)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                  encoded.append('%').append(hex(b >> 4)).append(hex(b));
                }
              } else {
                encoded.appendCodePoint(c);
              }
            });
    return encoded.toString();
  }

  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == '%') {
        int end = endOfRun(text, at);
        decoded.append(decodeRun(text, at, end));
        at = end;
      } else {
        decoded.append(text.charAt(at++));
      }
    }
    return decoded.toString();
  }

  private static boolean breaksLine(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static int endOfRun(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == '%') {
      at += 3;
    }
    return at;
  }

  private static String decodeRun(String text, int start, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = start; at < end; at += 3) {
      int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
      if (low < 0) {
        throw new InvalidInputException(
            "'%' must be followed by two hex digits", "write '%25' for a '%' itself");
      }
      bytes.write(high << 4 | low);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new InvalidInputException("the percent-encoded bytes are not UTF-8");
    }
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit & 0xf, 16));
  }
}
