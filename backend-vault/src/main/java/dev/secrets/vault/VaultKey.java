package dev.secrets.vault;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one envelope: 80 bytes derived from a password and the envelope's salt.
 *
 * <pre>
 *  0..31  AES-256 key                  block 1
 * 32..63  HMAC-SHA-256 key             block 2
 * 64..79  first counter block of CTR   block 3, half of it
 * </pre>
 *
 * A block is derived when it is needed: trying a password takes the second only.
 */
final class VaultKey {

  static final int AES_BLOCK = 16;

  private static final int CIPHER_KEY = 1;
  static final int MAC_KEY = 2;
  private static final int COUNTER = 3;

  private final KeyCache cache;
  private final VaultSecret secret;
  private final byte[] salt;

  VaultKey(KeyCache cache, VaultSecret secret, byte[] salt) {
    this.cache = cache;
    this.secret = secret;
    this.salt = salt.clone();
  }

  VaultSecret secret() {
    return secret;
  }

  byte[] salt() {
    return salt.clone();
  }

  /**
   * Derives all blocks, where all of them are going to be needed: side by side, unless that is part
   * of parallel work already, or the first key of a process. The first runs while its code is being
   * compiled, and two threads that count the same calls for the compiler are slower than one.
   */
  VaultKey derived() {
    IntStream blocks = IntStream.of(CIPHER_KEY, MAC_KEY, COUNTER);
    (Pbkdf2.isWarm() && !ForkJoinTask.inForkJoinPool() ? blocks.parallel() : blocks)
        .forEach(number -> Arrays.fill(block(number), (byte) 0));
    return this;
  }

  /** A new HMAC over ciphertext. */
  Mac mac() {
    byte[] key = block(MAC_KEY);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** A new cipher that starts at the first byte; it encrypts and decrypts alike. */
  Cipher cipher() {
    return cipher(0);
  }

  /** A new cipher that starts at AES block {@code index}. */
  Cipher cipher(long index) {
    byte[] key = block(CIPHER_KEY);
    byte[] counter = block(COUNTER);
    add(counter, index);
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      Key aes = new SecretKeySpec(key, "AES");
      cipher.init(Cipher.DECRYPT_MODE, aes, new IvParameterSpec(counter, 0, AES_BLOCK));
      return cipher;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES in counter mode", impossible);
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(counter, (byte) 0);
    }
  }

  private byte[] block(int number) {
    return cache.block(secret, salt, number);
  }

  // The whole block is one big-endian number that wraps around.
  private static void add(byte[] counter, long index) {
    long carry = index;
    for (int position = AES_BLOCK - 1; position >= 0 && carry != 0; position--) {
      carry += counter[position] & 0xff;
      counter[position] = (byte) carry;
      carry >>>= Byte.SIZE;
    }
  }
}
