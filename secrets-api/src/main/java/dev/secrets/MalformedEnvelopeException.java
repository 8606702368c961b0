package dev.secrets;

import java.util.List;

/**
 * The bytes are not the envelope they were taken for, are cut or misshapen, or of a version we do
 * not know; the message says which.
 */
public final class MalformedEnvelopeException extends SecretsException {

  private static final long serialVersionUID = 1L;

  public MalformedEnvelopeException(String message, String... hints) {
    super(message, List.of(hints));
  }

  private MalformedEnvelopeException(String message, List<String> hints) {
    super(message, hints);
  }

  @Override
  public Kind kind() {
    return Kind.MALFORMED;
  }

  @Override
  public MalformedEnvelopeException in(String place) {
    return new MalformedEnvelopeException(messageIn(place), hints());
  }
}
