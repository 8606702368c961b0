package dev.secrets.cli;

/** Numbers in the command line. */
final class Numbers {

  private Numbers() {}

  /** A whole number from 1 up to what an int holds. */
  static int positive(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      throw notPositive();
    }
    throw notPositive();
  }

  private static UsageException notPositive() {
    return new UsageException("an option takes a whole number above 0");
  }
}
