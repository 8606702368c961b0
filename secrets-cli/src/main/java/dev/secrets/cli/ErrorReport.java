package dev.secrets.cli;

import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Tells a failure on standard error and turns it into an exit code. Only messages that are written
 * to be shown are: those of an exception nobody expected may quote a secret, so its class alone is
 * named.
 */
final class ErrorReport {

  private static final String DEBUG = "SECRETS_DEBUG";

  private final Host host;

  ErrorReport(Host host) {
    this.host = host;
  }

  int report(Throwable failure) {
    if (failure instanceof UsageException usage) {
      tell(String.valueOf(usage.getMessage()), usage.hints());
      return ExitCode.USAGE;
    }
    if (failure instanceof SecretsException known) {
      tell(known);
      return ExitCode.of(known.kind());
    }
    return failure instanceof IOException stream ? stream(stream) : crash(failure);
  }

  /** Each of several failures on a line of its own. */
  private void tell(SecretsException failure) {
    if (failure instanceof SeveralFailuresException several) {
      several.failures().forEach(this::tell);
    } else {
      tell(String.valueOf(failure.getMessage()), failure.hints());
    }
  }

  /** An {@link IOException} is always one of our own streams: backends wrap theirs. */
  private int stream(IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    if (reason.equals("Broken pipe")) {
      return ExitCode.BROKEN_PIPE;
    }
    tell("input or output failed: " + reason.toLowerCase(Locale.ROOT), List.of());
    return ExitCode.STORAGE;
  }

  private int crash(Throwable failure) {
    boolean debug = "1".equals(host.environment().get(DEBUG));
    tell(
        "unexpected " + failure.getClass().getName(),
        debug ? List.of() : List.of("this is a defect; " + DEBUG + "=1 shows where it happened"));
    for (Throwable at = debug ? failure : null; at != null; at = at.getCause()) {
      host.err().println(at.getClass().getName());
      for (StackTraceElement frame : at.getStackTrace()) {
        host.err().println("    at " + frame);
      }
    }
    return ExitCode.UNEXPECTED;
  }

  private void tell(String message, List<String> hints) {
    host.error(message);
    hints.forEach(host::hint);
  }
}
