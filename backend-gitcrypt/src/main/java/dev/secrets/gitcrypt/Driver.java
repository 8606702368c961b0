package dev.secrets.gitcrypt;

import java.util.Optional;

/** What git calls by the attributes {@code filter} and {@code diff}: one for each key. */
record Driver(KeyName key) {

  private static final String NAME = "git-crypt";
  private static final String PREFIX = NAME + "-";

  /** The driver that an attribute's value names; empty if the value is none of ours. */
  static Optional<Driver> named(String attribute) {
    if (attribute.equals(NAME)) {
      return Optional.of(new Driver(KeyName.DEFAULT));
    }
    String key = attribute.startsWith(PREFIX) ? attribute.substring(PREFIX.length()) : "";
    boolean legal = KeyName.isLegal(key) && !key.equals(KeyName.DEFAULT.text());
    return legal ? Optional.of(new Driver(new KeyName(key))) : Optional.empty();
  }

  /** Whether git-crypt counts a file with this attribute as encrypted. */
  static boolean encrypts(String attribute) {
    return attribute.equals(NAME) || attribute.startsWith(PREFIX);
  }

  String name() {
    return key.isDefault() ? NAME : PREFIX + key.text();
  }
}
