package dev.secrets;

import java.util.List;

/**
 * Something the user wrote cannot be understood: a reference, a document, a manifest, a value of
 * the wrong type. The message names the place, with line and column where there are such.
 */
public final class InvalidInputException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private InvalidInputException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }

  @Override
  public InvalidInputException in(String place) {
    return new InvalidInputException(messageIn(place), hints());
  }
}
