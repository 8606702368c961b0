package dev.secrets.cache;

import dev.secrets.Secret;

/**
 * A user and a password for one attempt to log in. The drivers of databases take them as strings,
 * which cannot be wiped.
 */
public final class Login {

  private final String user;
  private final String password;

  private Login(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /**
   * The fields {@code username} and {@code password} of a secret that is a JSON object, as AWS lays
   * out the secrets of databases.
   *
   * @throws dev.secrets.SecretsException if it has no such fields
   */
  public static Login of(Secret secret) {
    return new Login(secret.string("username"), secret.string("password"));
  }

  public static Login of(String user, String password) {
    return new Login(user, password);
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  @Override
  public String toString() {
    return "Login[redacted]";
  }
}
