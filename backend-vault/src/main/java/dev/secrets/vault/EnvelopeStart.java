package dev.secrets.vault;

import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * An envelope of which all before the ciphertext has been read: so nobody is asked for a password
 * to what is no envelope.
 */
final class EnvelopeStart {

  private final ByteSource envelope;
  private final VaultHeader header;
  private final byte[] salt;

  private EnvelopeStart(ByteSource envelope, EnvelopeReader reader) {
    this.envelope = envelope;
    header = reader.header();
    salt = reader.salt();
  }

  /**
   * Reads it.
   *
   * @throws dev.secrets.MalformedEnvelopeException if it is no envelope, or an unsupported one
   */
  static EnvelopeStart of(ByteSource envelope) throws IOException {
    try (InputStream in = envelope.open()) {
      return new EnvelopeStart(envelope, new EnvelopeReader(in));
    }
  }

  /** The whole of it. */
  ByteSource envelope() {
    return envelope;
  }

  VaultHeader header() {
    return header;
  }

  byte[] salt() {
    return salt.clone();
  }
}
