package dev.secrets;

import java.util.List;

/** The backend knows us and says no, or does not accept our credentials. */
public final class AccessDeniedException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public AccessDeniedException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private AccessDeniedException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.ACCESS_DENIED;
  }

  @Override
  public AccessDeniedException in(String place) {
    return new AccessDeniedException(messageIn(place), hints());
  }
}
