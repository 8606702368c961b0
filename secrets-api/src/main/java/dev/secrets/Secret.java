package dev.secrets;

import java.util.Optional;
import java.util.function.Function;

/**
 * A secret as it was read: a name for messages, its bytes, and which version they are. A secret
 * whose bytes are a JSON object can be taken apart by field or mapped onto a record.
 *
 * <pre>{@code
 * record Postgres(String host, int port, String username, String password) {}
 *
 * try (Secret secret = secrets.get("POSTGRES_SECRETS")) {
 *   Postgres settings = secret.as(Postgres.class);
 *   int port = secret.integer("port", 5432);
 * }
 * }</pre>
 *
 * <p>Errors name the secret and the field, never the value. Closing wipes the bytes; strings and
 * records made from them stay. Thread-safe until closed.
 */
public final class Secret implements AutoCloseable {

  private final String name;
  private final SecretValue value;
  private final SecretVersion version;

  private Secret(String name, SecretValue value, SecretVersion version) {
    this.name = name;
    this.value = value;
    this.version = version;
  }

  /** A secret that owns {@code value} and closes it. */
  public static Secret of(String name, SecretValue value, SecretVersion version) {
    return new Secret(name, value, version);
  }

  /** What messages call it: the name it is bound to, or its path. */
  public String name() {
    return name;
  }

  /** The bytes; closed with this secret. */
  public SecretValue value() {
    return value;
  }

  public SecretVersion version() {
    return version;
  }

  /** See {@link SecretValue#use}. */
  public <T> T use(Function<byte[], T> user) {
    return value.use(user);
  }

  /** A copy of the bytes, which the caller wipes. */
  public byte[] bytes() {
    return value.copyBytes();
  }

  /**
   * The whole secret as text.
   *
   * @throws InvalidInputException if it is not UTF-8
   */
  public String text() {
    return value.revealAsString(); // the caller asked for a string
  }

  /**
   * The JSON object mapped onto {@code type}, usually a record. Numeric strings become numbers,
   * fields that the type lacks are left out, and a component of a primitive type must be there.
   *
   * @throws InvalidInputException if the secret is not a JSON object or does not fit the type
   */
  public <T> T as(Class<T> type) {
    return SecretFields.of(this).as(type);
  }

  /**
   * The text of one field of the JSON object; numbers and booleans as JSON writes them.
   *
   * @throws SecretNotFoundException if the field is absent or null
   * @throws InvalidInputException if the secret is not a JSON object, or the field holds one
   */
  public String string(String field) {
    return findString(field)
        .orElseThrow(
            () ->
                new SecretNotFoundException("secret '" + name + "' has no field '" + field + "'"));
  }

  /** As {@link #string(String)}, with a value for an absent field. */
  public String string(String field, String absent) {
    return findString(field).orElse(absent);
  }

  /**
   * A whole number from a field that holds one, or a string of its digits.
   *
   * @throws SecretNotFoundException if the field is absent or null
   * @throws InvalidInputException if it is no whole number of 32 bits
   */
  public int integer(String field) {
    return SecretFields.integer(name, field, string(field));
  }

  /** As {@link #integer(String)}, with a value for an absent field. */
  public int integer(String field, int absent) {
    return findString(field).map(text -> SecretFields.integer(name, field, text)).orElse(absent);
  }

  private Optional<String> findString(String field) {
    return SecretFields.of(this).string(field);
  }

  @Override
  public void close() {
    value.close();
  }

  @Override
  public String toString() {
    return "Secret[" + name + "]";
  }
}
