package dev.secrets.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one envelope from its start to its end, in constant memory:
 *
 * <pre>
 * header LF
 * hex( hex(salt) LF hex(authenticator) LF hex(ciphertext) )      over lines
 * </pre>
 *
 * Not thread-safe; it does not close the stream.
 */
final class EnvelopeReader {

  static final int AUTHENTICATOR = 32;

  private static final int LONGEST_SALT = 4096;

  private final HexLines lines;
  private final VaultHeader header;
  private final byte[] salt;
  private final byte[] authenticator;

  /**
   * Reads all that stands before the ciphertext.
   *
   * @throws dev.secrets.MalformedEnvelopeException if it is no envelope, or an unsupported one
   */
  EnvelopeReader(InputStream in) throws IOException {
    lines = new HexLines(in);
    header = VaultHeader.parse(lines.header());
    salt = field("salt", LONGEST_SALT);
    authenticator = field("authenticator", AUTHENTICATOR);
    if (authenticator.length != AUTHENTICATOR) {
      throw Malformed.because("its authenticator is too short");
    }
  }

  VaultHeader header() {
    return header;
  }

  byte[] salt() {
    return salt.clone();
  }

  byte[] authenticator() {
    return authenticator.clone();
  }

  /** Fills {@code target} as far as there is ciphertext; 0 at the end. */
  int read(byte[] target) throws IOException {
    int length = lines.quads(target, 0);
    while (length < target.length) {
      int high = lines.next();
      if (high < 0) {
        break;
      }
      target[length++] = (byte) innerByte(high, "ciphertext");
      length = lines.quads(target, length);
    }
    return length;
  }

  private byte[] field(String name, int longest) throws IOException {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    for (int high = lines.next(); high != '\n'; high = lines.next()) {
      if (high < 0) {
        throw Malformed.cutShort();
      }
      if (field.size() == longest) {
        throw Malformed.because("its " + name + " is too long");
      }
      field.write(innerByte(high, name));
    }
    return field.toByteArray();
  }

  private int innerByte(int highDigit, String name) throws IOException {
    int lowDigit = lines.next();
    if (lowDigit < 0) {
      throw Malformed.cutShort();
    }
    int high = Hex.value(highDigit);
    int low = Hex.value(lowDigit);
    if (high < 0 || low < 0) {
      throw Malformed.because("its " + name + " is not hex");
    }
    return high << 4 | low;
  }
}
