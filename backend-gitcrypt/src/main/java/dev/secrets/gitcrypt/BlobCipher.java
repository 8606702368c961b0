package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.spi.ByteSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.Mac;

/**
 * One key at work on blobs: AES-256 in counter mode, the counter beginning with 12 bytes of the
 * HMAC-SHA1 of the plaintext. Everything takes constant memory. Thread-safe.
 */
final class BlobCipher {

  /** git-crypt counts bytes in 32 bits. */
  private static final long MAX_LENGTH = 0xFFFF_FFFFL;

  /** The JDK's counter mode is many times faster when it is fed small slices. */
  private static final int SLICE = 4096;

  private final KeyEntry key;

  BlobCipher(KeyEntry key) {
    this.key = key;
  }

  void encode(ByteSource plaintext, OutputStream blob) throws IOException {
    BlobHeader header;
    try (InputStream in = plaintext.open()) {
      header = authenticate(in, OutputStream.nullOutputStream());
    }
    header.writeTo(blob);
    try (InputStream in = plaintext.open()) {
      // Not closed: closing would close the caller's stream, and counter mode holds nothing back.
      OutputStream encrypting =
          new CipherOutputStream(blob, key.cipher(Cipher.ENCRYPT_MODE, header.counter()));
      requireUnchanged(header, authenticate(in, encrypting));
    }
    blob.flush();
  }

  /** Whether this key made {@code blob}, and nothing was altered since. */
  boolean opens(ByteSource blob) throws IOException {
    try (InputStream in = blob.open()) {
      BlobHeader header = BlobHeader.read(in);
      return header.matches(authenticate(decrypting(in, header), OutputStream.nullOutputStream()));
    }
  }

  /** Decrypts a blob that this key {@link #opens}. */
  void decode(ByteSource blob, OutputStream plaintext) throws IOException {
    try (InputStream in = blob.open()) {
      BlobHeader header = BlobHeader.read(in);
      requireUnchanged(header, authenticate(decrypting(in, header), plaintext));
    }
    plaintext.flush();
  }

  /** Copies {@code plaintext} and returns the header that belongs to it. */
  private BlobHeader authenticate(InputStream plaintext, OutputStream copy) throws IOException {
    Mac mac = key.mac();
    byte[] slice = new byte[SLICE];
    try {
      long total = 0;
      int length;
      while ((length = plaintext.readNBytes(slice, 0, SLICE)) > 0) {
        total += length;
        requireRoom(total);
        mac.update(slice, 0, length);
        copy.write(slice, 0, length);
      }
    } finally {
      Arrays.fill(slice, (byte) 0);
    }
    return new BlobHeader(Arrays.copyOf(mac.doFinal(), BlobHeader.NONCE_LENGTH));
  }

  private InputStream decrypting(InputStream ciphertext, BlobHeader header) {
    return new CipherInputStream(
        new BufferedInputStream(ciphertext), key.cipher(Cipher.DECRYPT_MODE, header.counter()));
  }

  private static void requireRoom(long total) {
    if (total > MAX_LENGTH) {
      throw new InvalidInputException("too long for git-crypt, which takes less than 4 GiB");
    }
  }

  /** Two plaintexts under one counter would give each other away. */
  private static void requireUnchanged(BlobHeader first, BlobHeader second) throws IOException {
    if (!first.matches(second)) {
      throw new IOException("the source changed while it was read");
    }
  }
}
