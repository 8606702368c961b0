package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The name of a key. The default key has none in git-crypt's own words; on disk it is {@code
 * default}, which no other key may be called, so that stands for it here too.
 */
record KeyName(String text) {

  // Before the names, which are checked against it.
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  static final KeyName DEFAULT = new KeyName("default");

  KeyName {
    if (!isLegal(text)) {
      throw new InvalidInputException(
          "illegal git-crypt key name",
          "a key name is 1 to 128 letters, digits, '-' or '_' of ASCII");
    }
  }

  static boolean isLegal(String text) {
    return LEGAL.matcher(text).matches();
  }

  boolean isDefault() {
    return equals(DEFAULT);
  }

  @Override
  public String toString() {
    return "'" + text + "'";
  }
}
