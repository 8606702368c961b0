package dev.secrets;

import java.util.List;

/** The secret, the version, the field or the file that a reference names is not there. */
public final class SecretNotFoundException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public SecretNotFoundException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private SecretNotFoundException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.NOT_FOUND;
  }

  @Override
  public SecretNotFoundException in(String place) {
    return new SecretNotFoundException(messageIn(place), hints());
  }
}
