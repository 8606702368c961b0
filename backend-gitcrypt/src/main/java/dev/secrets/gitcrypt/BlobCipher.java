package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * One key at work on blobs: AES-256 in counter mode, the counter beginning with 12 bytes of the
 * HMAC-SHA1 of the plaintext. Everything takes constant memory. Thread-safe.
 */
final class BlobCipher {

  /** git-crypt counts bytes in 32 bits. */
  static final long MAX_LENGTH = 0xFFFF_FFFFL;

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
    try (InputStream in = plaintext.open();
        OutputStream encrypting = CounterMode.writing(blob, key, header.counter())) {
      requireUnchanged(header, authenticate(in, encrypting));
    }
    blob.flush();
  }

  /** Whether this key made {@code blob}, and nothing was altered since. */
  boolean opens(ByteSource blob) throws IOException {
    return decrypt(blob, OutputStream.nullOutputStream());
  }

  /** Decrypts a blob that this key {@link #opens}. */
  void decode(ByteSource blob, OutputStream plaintext) throws IOException {
    if (!decrypt(blob, plaintext)) {
      throw changed();
    }
    plaintext.flush();
  }

  /** Tells whether what came out belongs to the header. */
  private boolean decrypt(ByteSource blob, OutputStream plaintext) throws IOException {
    try (InputStream in = blob.open()) {
      BlobHeader header = BlobHeader.read(in);
      try (InputStream decrypting = CounterMode.reading(in, key, header.counter())) {
        return header.matches(authenticate(decrypting, plaintext));
      }
    }
  }

  /** Copies {@code plaintext} and returns the header that belongs to it. */
  private BlobHeader authenticate(InputStream plaintext, OutputStream copy) throws IOException {
    Mac mac = key.borrowMac();
    byte[] slice = new byte[CounterMode.SLICE];
    try {
      long total = 0;
      int length;
      while ((length = plaintext.readNBytes(slice, 0, slice.length)) > 0) {
        total += length;
        requireRoom(total, MAX_LENGTH);
        mac.update(slice, 0, length);
        copy.write(slice, 0, length);
      }
      return new BlobHeader(Arrays.copyOf(mac.doFinal(), BlobHeader.NONCE_LENGTH));
    } finally {
      Arrays.fill(slice, (byte) 0);
      key.giveBack(mac);
    }
  }

  static void requireRoom(long length, long longest) {
    if (length > longest) {
      throw new InvalidInputException("too long for git-crypt, which takes less than 4 GiB");
    }
  }

  /** Two plaintexts under one counter would give each other away. */
  private static void requireUnchanged(BlobHeader first, BlobHeader second) throws IOException {
    if (!first.matches(second)) {
      throw changed();
    }
  }

  private static IOException changed() {
    return new IOException("the source changed while it was read");
  }
}
