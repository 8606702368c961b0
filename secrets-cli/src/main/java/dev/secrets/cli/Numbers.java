package dev.secrets.cli;

/** Numbers in the command line. */
final class Numbers {

  private Numbers() {}

  /** The value of {@code option}: a whole number from 1 up to what an int holds. */
  static int positive(String option, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      throw notPositive(option);
    }
    throw notPositive(option);
  }

  private static UsageException notPositive(String option) {
    return new UsageException("'" + option + "' takes a whole number above 0");
  }
}
