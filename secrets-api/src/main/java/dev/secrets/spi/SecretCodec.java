package dev.secrets.spi;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One envelope: plaintext bytes to protected bytes and back. It knows neither names nor formats.
 *
 * <p>Both directions work in constant memory and neither closes the stream it is given. An {@link
 * IOException} is one of the caller's own source or stream; everything else is a {@link
 * dev.secrets.SecretsException}. Thread-safe until closed. Derived keys may be cached, plaintext is
 * not.
 *
 * <p>The laws are stated as tests in {@code SecretCodecContract} of secrets-testkit.
 */
public interface SecretCodec extends AutoCloseable {

  /**
   * Protects {@code plaintext} under the key that is configured for writing.
   *
   * @throws dev.secrets.DecryptionFailedException if there is no key
   * @throws dev.secrets.InvalidInputException if the choice of a key is not clear
   */
  void encode(ByteSource plaintext, OutputStream envelope) throws IOException;

  /**
   * Protects {@code plaintext} the way {@code previous} is protected: the same key, the same label.
   * For writing a changed secret back.
   */
  default void encodeLike(ByteSource previous, ByteSource plaintext, OutputStream envelope)
      throws IOException {
    encode(plaintext, envelope);
  }

  /**
   * Verifies {@code envelope} and then, only when all of it is found genuine, writes its plaintext:
   * after a failure no byte has been written.
   *
   * @throws dev.secrets.DecryptionFailedException if there is no key, the key is wrong, or the
   *     bytes were altered
   * @throws dev.secrets.MalformedEnvelopeException if it is no envelope, a misshapen one, or one of
   *     an unknown version
   */
  void decode(ByteSource envelope, OutputStream plaintext) throws IOException;

  /**
   * Decodes for a caller that compares and keeps nothing. Other than {@link #decode}, it may write
   * bytes before all of the envelope is found genuine, so that one pass is enough.
   *
   * @throws dev.secrets.SecretsException as {@link #decode} does; what was written counts for
   *     nothing then
   */
  default void verify(ByteSource envelope, OutputStream plaintext) throws IOException {
    decode(envelope, plaintext);
  }

  /** Wipes the keys. Closing again does nothing. */
  @Override
  default void close() {}
}
