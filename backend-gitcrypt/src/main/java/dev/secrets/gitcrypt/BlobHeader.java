package dev.secrets.gitcrypt;

import dev.secrets.MalformedEnvelopeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What stands before the ciphertext in a blob:
 *
 * <pre>
 *  0  10  magic: NUL GITCRYPT NUL
 * 10  12  nonce: the first bytes of HMAC-SHA1 over the plaintext
 * 22   n  ciphertext, as long as the plaintext
 * </pre>
 */
final class BlobHeader {

  static final int MAGIC_LENGTH = 10;
  static final int NONCE_LENGTH = 12;
  static final int LENGTH = MAGIC_LENGTH + NONCE_LENGTH;

  private static final byte[] MAGIC = {0, 'G', 'I', 'T', 'C', 'R', 'Y', 'P', 'T', 0};

  private final byte[] nonce;

  BlobHeader(byte[] nonce) {
    this.nonce = nonce;
  }

  static boolean hasMagic(byte[] head) {
    return head.length >= MAGIC_LENGTH
        && Arrays.equals(head, 0, MAGIC_LENGTH, MAGIC, 0, MAGIC_LENGTH);
  }

  /** Reads the header and leaves {@code blob} at the ciphertext. */
  static BlobHeader read(InputStream blob) throws IOException {
    byte[] bytes = blob.readNBytes(LENGTH);
    if (!hasMagic(bytes)) {
      throw new MalformedEnvelopeException("not encrypted with git-crypt");
    }
    if (bytes.length < LENGTH) {
      throw new MalformedEnvelopeException(
          "malformed git-crypt blob: it ends within its header",
          "the file was cut short; restore it from git");
    }
    return new BlobHeader(Arrays.copyOfRange(bytes, MAGIC_LENGTH, LENGTH));
  }

  void writeTo(OutputStream blob) throws IOException {
    blob.write(MAGIC);
    blob.write(nonce);
  }

  /** Where the counter starts: the nonce, then block number zero. */
  byte[] counter() {
    return Arrays.copyOf(nonce, 16);
  }

  /** Whether both carry the same authenticator, in constant time. */
  boolean matches(BlobHeader other) {
    return MessageDigest.isEqual(nonce, other.nonce);
  }
}
