package dev.secrets;

import java.util.List;

/** The backend cannot be reached, or answers with a fault of its own; trying again may help. */
public final class BackendUnavailableException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public BackendUnavailableException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private BackendUnavailableException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.UNAVAILABLE;
  }

  @Override
  public BackendUnavailableException in(String place) {
    return new BackendUnavailableException(messageIn(place), hints());
  }
}
