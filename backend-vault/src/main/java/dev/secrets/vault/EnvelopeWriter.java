package dev.secrets.vault;

import dev.secrets.StorageException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Writes one envelope, as {@link EnvelopeReader} draws it. The authenticator stands before the
 * ciphertext, so the plaintext is encrypted twice, and kept never.
 */
final class EnvelopeWriter {

  private static final int CHUNK = OpenedEnvelope.CHUNK;

  private final VaultHeader header;
  private final VaultKey key;

  EnvelopeWriter(VaultHeader header, VaultKey key) {
    this.header = header;
    this.key = key;
  }

  void write(ByteSource plaintext, OutputStream envelope) throws IOException {
    byte[] authenticator = encrypt(plaintext, (ciphertext, length) -> {});
    envelope.write((header.line() + "\n").getBytes(StandardCharsets.US_ASCII));
    HexBody body = new HexBody(envelope);
    byte[] salt = key.salt();
    body.hex(salt, salt.length);
    body.separator();
    body.hex(authenticator, authenticator.length);
    body.separator();
    byte[] again = encrypt(plaintext, body::hex);
    body.end();
    if (!MessageDigest.isEqual(authenticator, again)) {
      throw new StorageException("the plaintext changed while it was being encrypted");
    }
  }

  private interface Sink {
    void write(byte[] ciphertext, int length) throws IOException;
  }

  /** Passes the ciphertext on piece by piece and returns its authenticator. */
  private byte[] encrypt(ByteSource plaintext, Sink sink) throws IOException {
    byte[] chunk = new byte[CHUNK + VaultKey.AES_BLOCK];
    byte[] ciphertext = new byte[chunk.length];
    Mac mac = key.mac();
    Cipher cipher = key.cipher();
    try (InputStream in = plaintext.open()) {
      int length = CHUNK;
      while (length == CHUNK) {
        length = in.readNBytes(chunk, 0, CHUNK);
        int padded = length == CHUNK ? length : pad(chunk, length);
        cipher.update(chunk, 0, padded, ciphertext);
        mac.update(ciphertext, 0, padded);
        sink.write(ciphertext, padded);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("counter mode takes any length", impossible);
    } finally {
      Arrays.fill(chunk, (byte) 0);
    }
  }

  // PKCS#7, which counter mode does not need and Ansible insists on.
  private static int pad(byte[] chunk, int length) {
    int padding = VaultKey.AES_BLOCK - length % VaultKey.AES_BLOCK;
    Arrays.fill(chunk, length, length + padding, (byte) padding);
    return length + padding;
  }
}
