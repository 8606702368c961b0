package dev.secrets.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * PBKDF2 with HMAC-SHA-256 and 10,000 iterations (RFC 8018, 5.2), one block at a time.
 *
 * <p>Not the JDK's: its key specification takes characters, and a vault password is bytes, of any
 * encoding and none. The digest states that have absorbed the padded password are cloned instead of
 * computed in every iteration, which halves the work.
 */
final class Pbkdf2 {

  static final int BLOCK = 32;

  private static final int ITERATIONS = 10_000;
  private static final int HMAC_BLOCK = 64;

  private static volatile boolean warm;

  private final MessageDigest inner;
  private final MessageDigest outer;

  private Pbkdf2(byte[] password) {
    byte[] key = Arrays.copyOf(shortened(password), HMAC_BLOCK);
    inner = absorbed(key, (byte) 0x36);
    outer = absorbed(key, (byte) 0x5c);
    Arrays.fill(key, (byte) 0);
  }

  /** Whether a block was derived before, so that most of the work is compiled by now. */
  static boolean isWarm() {
    return warm;
  }

  /** Block {@code number}, from 1 on: bytes {@code 32 * (number - 1)} and following. */
  static byte[] block(byte[] password, byte[] salt, int number) {
    try {
      return new Pbkdf2(password).block(salt, number);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a SHA-256 digest has 32 bytes", impossible);
    }
  }

  private byte[] block(byte[] salt, int number) throws GeneralSecurityException {
    byte[] last = new byte[BLOCK];
    hmac(ByteBuffer.allocate(salt.length + 4).put(salt).putInt(number).array(), last);
    byte[] block = last.clone();
    for (int iteration = 1; iteration < ITERATIONS; iteration++) {
      hmac(last, last);
      for (int index = 0; index < BLOCK; index++) {
        block[index] ^= last[index];
      }
    }
    Arrays.fill(last, (byte) 0);
    warm = true;
    return block;
  }

  // Digests are written in place: returned, each would be an array more, which takes a tenth
  // longer.
  private void hmac(byte[] message, byte[] target) throws GeneralSecurityException {
    digest(inner, message, target);
    digest(outer, target, target);
  }

  private static void digest(MessageDigest absorbed, byte[] message, byte[] target)
      throws GeneralSecurityException {
    try {
      MessageDigest digest = (MessageDigest) absorbed.clone();
      digest.update(message);
      digest.digest(target, 0, BLOCK);
    } catch (CloneNotSupportedException notOfThisJdk) {
      throw new IllegalStateException("SHA-256 of this JDK cannot be cloned", notOfThisJdk);
    }
  }

  private static MessageDigest absorbed(byte[] key, byte pad) {
    byte[] padded = key.clone();
    for (int index = 0; index < padded.length; index++) {
      padded[index] ^= pad;
    }
    MessageDigest digest = sha256();
    digest.update(padded);
    Arrays.fill(padded, (byte) 0);
    return digest;
  }

  private static byte[] shortened(byte[] password) {
    return password.length > HMAC_BLOCK ? sha256().digest(password) : password;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
