package dev.secrets;

import java.util.List;

/** The secret exists already, or was changed meanwhile by somebody else. Nothing was written. */
public final class WriteConflictException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public WriteConflictException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private WriteConflictException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.CONFLICT;
  }

  @Override
  public WriteConflictException in(String place) {
    return new WriteConflictException(messageIn(place), hints());
  }
}
