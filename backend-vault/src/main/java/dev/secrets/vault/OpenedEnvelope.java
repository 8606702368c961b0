package dev.secrets.vault;

import dev.secrets.DecryptionFailedException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/** An envelope whose every byte of ciphertext was found genuine under one password. */
final class OpenedEnvelope implements Opened {

  // Counter mode becomes fast only after many calls, so they are small.
  static final int CHUNK = 4096;

  private final ByteSource envelope;
  private final VaultKey key;
  private final VaultHeader header;

  private OpenedEnvelope(ByteSource envelope, VaultKey key, VaultHeader header) {
    this.envelope = envelope;
    this.key = key;
    this.header = header;
  }

  /**
   * Reads all of {@code envelope} and compares the authenticator: empty if the key does not fit.
   *
   * @throws dev.secrets.MalformedEnvelopeException if it is misshapen, whatever the key
   */
  static Optional<OpenedEnvelope> open(ByteSource envelope, VaultKey key) throws IOException {
    try (InputStream in = envelope.open()) {
      EnvelopeReader reader = new EnvelopeReader(in);
      Mac mac = key.mac();
      byte[] chunk = new byte[CHUNK];
      byte[] last = new byte[0];
      long length = 0;
      for (int count = reader.read(chunk); count > 0; count = reader.read(chunk)) {
        mac.update(chunk, 0, count);
        length += count;
        last = Arrays.copyOfRange(chunk, Math.max(0, count - VaultKey.AES_BLOCK), count);
      }
      requireWholeBlocks(length);
      if (!MessageDigest.isEqual(mac.doFinal(), reader.authenticator())) {
        return Optional.empty();
      }
      byte[] decrypted = key.cipher(length / VaultKey.AES_BLOCK - 1).update(last);
      try {
        requirePadding(decrypted, decrypted.length);
      } finally {
        Arrays.fill(decrypted, (byte) 0);
      }
      return Optional.of(new OpenedEnvelope(envelope, key, reader.header()));
    }
  }

  @Override
  public String label() {
    return header.label();
  }

  @Override
  public VaultSecret secret() {
    return key.secret();
  }

  /** Decrypts it in a second pass. */
  @Override
  public void release(OutputStream plaintext) throws IOException {
    if (!decrypt(envelope, key, plaintext)) {
      throw new DecryptionFailedException("the envelope changed while it was being read");
    }
  }

  /**
   * Decrypts {@code envelope} in one pass. Whether it is genuine, and what was written counts, is
   * known at the end.
   *
   * @throws dev.secrets.MalformedEnvelopeException if it is misshapen
   */
  static boolean decrypt(ByteSource envelope, VaultKey key, OutputStream plaintext)
      throws IOException {
    byte[] ciphertext = new byte[CHUNK];
    byte[] decrypted = new byte[VaultKey.AES_BLOCK + CHUNK];
    try (InputStream in = envelope.open()) {
      EnvelopeReader reader = new EnvelopeReader(in);
      Mac mac = key.mac();
      Cipher cipher = key.cipher();
      int held = 0; // the last block so far, since the very last has the padding
      long length = 0;
      for (int count = reader.read(ciphertext); count > 0; count = reader.read(ciphertext)) {
        mac.update(ciphertext, 0, count);
        int available = held + cipher.update(ciphertext, 0, count, decrypted, held);
        held = Math.min(available, VaultKey.AES_BLOCK);
        plaintext.write(decrypted, 0, available - held);
        System.arraycopy(decrypted, available - held, decrypted, 0, held);
        length += count;
      }
      requireWholeBlocks(length);
      if (!MessageDigest.isEqual(mac.doFinal(), reader.authenticator())) {
        return false;
      }
      plaintext.write(decrypted, 0, held - requirePadding(decrypted, held));
      return true;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("counter mode takes any length", impossible);
    } finally {
      Arrays.fill(decrypted, (byte) 0);
    }
  }

  private static void requireWholeBlocks(long length) {
    if (length == 0 || length % VaultKey.AES_BLOCK != 0) {
      throw Malformed.cutShort();
    }
  }

  /** The length of the PKCS#7 padding just before {@code end}. */
  private static int requirePadding(byte[] decrypted, int end) {
    int padding = decrypted[end - 1];
    boolean sound = padding >= 1 && padding <= VaultKey.AES_BLOCK;
    for (int position = end - 1; sound && position >= end - padding; position--) {
      sound = decrypted[position] == padding;
    }
    if (!sound) {
      throw Malformed.because("its padding is wrong, though its authenticator is right");
    }
    return padding;
  }
}
