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
  private final long plaintextLength;

  private OpenedEnvelope(
      ByteSource envelope, VaultKey key, VaultHeader header, long plaintextLength) {
    this.envelope = envelope;
    this.key = key;
    this.header = header;
    this.plaintextLength = plaintextLength;
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
      if (length == 0 || length % VaultKey.AES_BLOCK != 0) {
        throw Malformed.cutShort();
      }
      if (!MessageDigest.isEqual(mac.doFinal(), reader.authenticator())) {
        return Optional.empty();
      }
      long plaintextLength = length - padding(key, length / VaultKey.AES_BLOCK - 1, last);
      return Optional.of(new OpenedEnvelope(envelope, key, reader.header(), plaintextLength));
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
    byte[] ciphertext = new byte[CHUNK];
    byte[] decrypted = new byte[CHUNK];
    try (InputStream in = envelope.open()) {
      EnvelopeReader reader = new EnvelopeReader(in);
      Mac mac = key.mac();
      Cipher cipher = key.cipher();
      long remaining = plaintextLength;
      for (int count = reader.read(ciphertext); count > 0; count = reader.read(ciphertext)) {
        mac.update(ciphertext, 0, count);
        cipher.update(ciphertext, 0, count, decrypted);
        int wanted = (int) Math.min(count, remaining);
        plaintext.write(decrypted, 0, wanted);
        remaining -= wanted;
      }
      if (!MessageDigest.isEqual(mac.doFinal(), reader.authenticator())) {
        throw new DecryptionFailedException("the envelope changed while it was being read");
      }
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("counter mode takes any length", impossible);
    } finally {
      Arrays.fill(decrypted, (byte) 0);
    }
  }

  /** The length of the PKCS#7 padding, after which nothing of the last block is plaintext. */
  private static int padding(VaultKey key, long index, byte[] lastBlock) {
    byte[] block = key.cipher(index).update(lastBlock);
    int padding = block[block.length - 1];
    boolean sound = padding >= 1 && padding <= VaultKey.AES_BLOCK;
    for (int position = block.length - 1; sound && position >= block.length - padding; position--) {
      sound = block[position] == padding;
    }
    Arrays.fill(block, (byte) 0);
    if (!sound) {
      throw Malformed.because("its padding is wrong, though its authenticator is right");
    }
    return padding;
  }
}
