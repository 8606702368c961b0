package dev.secrets.vault;

import java.nio.charset.StandardCharsets;

/** Hex digits as bytes, without the strings that {@link java.util.HexFormat} makes on the way. */
final class Hex {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Hex() {}

  /** The value of a digit, in either case; -1 if it is none. */
  static int value(int digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int letter = digit | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /** The digit of the upper half of {@code value}, in lower case. */
  static byte high(byte value) {
    return DIGITS[(value >> 4) & 0xf];
  }

  /** The digit of the lower half of {@code value}, in lower case. */
  static byte low(byte value) {
    return DIGITS[value & 0xf];
  }
}
