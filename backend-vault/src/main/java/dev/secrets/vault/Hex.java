package dev.secrets.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hex digits as bytes, without the strings that {@link java.util.HexFormat} makes on the way. */
final class Hex {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  // A table, because there are four digits to a byte of ciphertext and branches cost more.
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int value = 0; value < DIGITS.length; value++) {
      VALUES[DIGITS[value]] = (byte) value;
      VALUES[Character.toUpperCase(DIGITS[value])] = (byte) value;
    }
  }

  private Hex() {}

  /** The value of a digit from 0 to 255, in either case; -1 if it is none. */
  static int value(int digit) {
    return VALUES[digit];
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
