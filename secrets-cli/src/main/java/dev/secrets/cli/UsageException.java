package dev.secrets.cli;

import java.util.List;

/** The command line itself is wrong. The message never quotes an argument that may be a value. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of strings
  private final List<String> hints;

  UsageException(String message, String... hints) {
    super(message);
    this.hints = List.of(hints);
  }

  List<String> hints() {
    return hints;
  }
}
