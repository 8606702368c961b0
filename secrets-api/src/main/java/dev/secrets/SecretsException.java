package dev.secrets;

import java.util.List;

/**
 * The family of errors of this library. A message says what failed and where, in one line; {@link
 * #hints()} say how to mend it. Neither ever holds a value, a value's length, or the words of a
 * parser that quotes what it read.
 *
 * <p>{@link NullPointerException} and {@link IllegalArgumentException} are for mistakes in calling
 * code, {@link java.io.IOException} for the caller's own streams.
 */
public abstract sealed class SecretsException extends RuntimeException
    permits AccessDeniedException,
        BackendUnavailableException,
        DecryptionFailedException,
        InvalidInputException,
        MalformedEnvelopeException,
        SecretNotFoundException,
        SeveralFailuresException,
        StorageException,
        UnsupportedCapabilityException,
        WriteConflictException {

  private static final long serialVersionUID = 1L;

  /** What sort of error it is: the same distinctions that the command's exit codes make. */
  public enum Kind {
    NOT_FOUND,
    ACCESS_DENIED,
    DECRYPTION_FAILED,
    MALFORMED,
    CONFLICT,
    UNAVAILABLE,
    STORAGE,
    UNSUPPORTED,
    SEVERAL
  }

  @SuppressWarnings("serial") // every list that reaches it is an immutable list of strings
  private final List<String> hints;

  SecretsException(String message, List<String> hints) {
    super(message);
    this.hints = List.copyOf(hints);
  }

  /** What sort of error this is. */
  public abstract Kind kind();

  /** The same error told as one of {@code place}, such as a quoted file name. */
  public abstract SecretsException in(String place);

  /** How to mend it, one line each; may be empty. */
  public List<String> hints() {
    return hints;
  }

  final String messageIn(String place) {
    return place + ": " + getMessage();
  }
}
