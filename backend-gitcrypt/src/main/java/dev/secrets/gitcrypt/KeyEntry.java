package dev.secrets.gitcrypt;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One version of a key: what encrypts and what authenticates. Wiping clears these arrays; the JDK
 * keeps copies of its own in the ciphers it made, until they are collected.
 */
final class KeyEntry {

  static final int AES_LENGTH = 32;
  static final int HMAC_LENGTH = 64;

  /** Unsigned. */
  final int version;

  final byte[] aesKey;
  final byte[] hmacKey;

  // To find one of these in the JDK costs more than a small file does, so they are used again.
  private final Queue<Cipher> ciphers = new ConcurrentLinkedQueue<>();
  private final Queue<Mac> macs = new ConcurrentLinkedQueue<>();

  /** Takes both arrays over. */
  KeyEntry(int version, byte[] aesKey, byte[] hmacKey) {
    this.version = version;
    this.aesKey = aesKey;
    this.hmacKey = hmacKey;
  }

  static KeyEntry generate(SecureRandom random) {
    byte[] aesKey = new byte[AES_LENGTH];
    byte[] hmacKey = new byte[HMAC_LENGTH];
    random.nextBytes(aesKey);
    random.nextBytes(hmacKey);
    return new KeyEntry(0, aesKey, hmacKey);
  }

  /** Nobody else uses it until it is given back, for which there is no duty. */
  Cipher borrowCipher(byte[] counter) {
    try {
      Cipher idle = ciphers.poll();
      Cipher cipher = idle == null ? Cipher.getInstance("AES/CTR/NoPadding") : idle;
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(aesKey, "AES"), new IvParameterSpec(counter));
      return cipher;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java has no AES in counter mode", impossible);
    }
  }

  void giveBack(Cipher cipher) {
    ciphers.add(cipher);
  }

  /** Nobody else uses it until it is given back, for which there is no duty. */
  Mac borrowMac() {
    Mac idle = macs.poll();
    return idle == null ? newMac() : idle;
  }

  void giveBack(Mac mac) {
    mac.reset();
    macs.add(mac);
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(hmacKey, "HmacSHA1"));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java has no HMAC-SHA1", impossible);
    }
  }

  void wipe() {
    Arrays.fill(aesKey, (byte) 0);
    Arrays.fill(hmacKey, (byte) 0);
    ciphers.clear();
    macs.clear();
  }

  @Override
  public String toString() {
    return "KeyEntry[version=" + Integer.toUnsignedString(version) + ", redacted]";
  }
}
