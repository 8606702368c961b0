package dev.secrets.vault;

import dev.secrets.SecretValue;

/** A password and the label it goes by. Two are equal only if they are the same one. */
final class VaultSecret implements AutoCloseable {

  /** Who named the source of a password: what is said at the call wins over what is configured. */
  enum Origin {
    CALL,
    CONFIGURATION
  }

  private final String label;
  private final Origin origin;
  private final SecretValue password;

  /** Takes {@code password} over. */
  VaultSecret(String label, Origin origin, SecretValue password) {
    this.label = label;
    this.origin = origin;
    this.password = password;
  }

  String label() {
    return label;
  }

  Origin origin() {
    return origin;
  }

  SecretValue password() {
    return password;
  }

  @Override
  public void close() {
    password.close();
  }

  @Override
  public String toString() {
    return "VaultSecret[" + label + "]";
  }
}
