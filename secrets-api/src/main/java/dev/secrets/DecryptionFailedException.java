package dev.secrets;

import java.util.List;

/**
 * The bytes are an envelope that none of the keys at hand opens: no key, a wrong key, or altered
 * bytes. Neither of our formats can tell a wrong key from altered bytes, so the message names both.
 */
public final class DecryptionFailedException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public DecryptionFailedException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private DecryptionFailedException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.DECRYPTION_FAILED;
  }

  @Override
  public DecryptionFailedException in(String place) {
    return new DecryptionFailedException(messageIn(place), hints());
  }
}
