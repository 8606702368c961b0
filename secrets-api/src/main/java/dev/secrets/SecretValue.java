package dev.secrets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The bytes of a secret, kept from being printed by accident and overwritten when closed.
 *
 * <p>It is for handing a value from where it is kept to where it is used. It is not a vault:
 * overwriting clears this array only. The garbage collector may have copied it before, a library
 * that hands us a {@link String} keeps that string, and the operating system may have swapped the
 * page out.
 *
 * <p>Neither {@code equals} nor {@code hashCode} looks at the bytes, and it cannot be serialized.
 * Safe for use by several threads until it is closed; after that every use throws {@link
 * IllegalStateException}.
 */
public final class SecretValue implements AutoCloseable {

  /** Shorter ones are guessed. */
  public static final int SHORTEST_PASSWORD = 8;

  private static final byte[] PASSWORD_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private volatile boolean closed;

  private SecretValue(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A value of its own: the caller keeps {@code bytes} and wipes them. */
  public static SecretValue copyOf(byte[] bytes) {
    return new SecretValue(bytes.clone());
  }

  /** Takes {@code bytes} over: the caller must not use or change them again; closing wipes them. */
  public static SecretValue takeOwnership(byte[] bytes) {
    return new SecretValue(bytes);
  }

  /**
   * The UTF-8 bytes of {@code text}, for values that reach us as a string which cannot be wiped.
   */
  public static SecretValue ofText(String text) {
    return new SecretValue(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The UTF-8 bytes of {@code characters}, through a buffer that is wiped; the caller wipes its
   * own.
   */
  public static SecretValue ofCharacters(char[] characters) {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
    byte[] room = new byte[Math.multiplyExact(characters.length, 3)];
    ByteBuffer buffer = ByteBuffer.wrap(room);
    encoder.encode(CharBuffer.wrap(characters), buffer, true);
    byte[] exact = Arrays.copyOf(room, buffer.position());
    Arrays.fill(room, (byte) 0);
    return new SecretValue(exact);
  }

  /**
   * A new password of letters, digits, {@code -} and {@code _}, six bits of chance in each
   * character, with a small letter, a capital and a digit among them.
   *
   * @throws IllegalArgumentException if {@code length} is less than {@value #SHORTEST_PASSWORD}
   */
  public static SecretValue password(int length, SecureRandom random) {
    if (length < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException("a password needs more characters");
    }
    byte[] password = new byte[length];
    do {
      for (int place = 0; place < length; place++) {
        password[place] = PASSWORD_CHARACTERS[random.nextInt(PASSWORD_CHARACTERS.length)];
      }
    } while (!hasEachKind(password));
    return new SecretValue(password);
  }

  private static boolean hasEachKind(byte[] password) {
    boolean small = false;
    boolean capital = false;
    boolean digit = false;
    for (byte character : password) {
      small |= Character.isLowerCase(character);
      capital |= Character.isUpperCase(character);
      digit |= Character.isDigit(character);
    }
    return small && capital && digit;
  }

  /**
   * Lends the bytes to {@code user}, which must neither keep nor change them, and returns its
   * result.
   */
  public <T> T use(Function<byte[], T> user) {
    return user.apply(open());
  }

  /** A copy of the bytes, which the caller wipes. */
  public byte[] copyBytes() {
    return open().clone();
  }

  /**
   * The value as a string that can no longer be wiped: the one way to a {@link String}.
   *
   * @throws InvalidInputException if the bytes are not UTF-8
   */
  public String revealAsString() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(open())).toString();
    } catch (CharacterCodingException notText) {
      throw new InvalidInputException("the value is binary, and text was asked for");
    }
  }

  /** Whether both hold the same bytes; the time taken depends on their lengths only. */
  public boolean matches(SecretValue other) {
    return MessageDigest.isEqual(open(), other.open());
  }

  /** Overwrites the bytes. Closing again does nothing. */
  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretValue[redacted]";
  }

  private byte[] open() {
    if (closed) {
      throw new IllegalStateException("the secret value is closed");
    }
    return bytes;
  }
}
