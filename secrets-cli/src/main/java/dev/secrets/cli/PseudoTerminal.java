package dev.secrets.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps a terminal for a program whose output goes through us. Java can make no pseudo-terminal;
 * {@code script} of util-linux makes one and lets the program run in it.
 */
final class PseudoTerminal {

  /** Set by the launcher: whether input, output and errors all are a terminal. */
  private static final String INTERACTIVE = "secrets.interactive";

  private static final String SHELL = "SHELL";

  private PseudoTerminal() {}

  /** Whether the program would see a terminal if nothing stood between. */
  static boolean isNeeded() {
    return Boolean.getBoolean(INTERACTIVE);
  }

  /** Whether there is a {@code script} that hands on the exit code. */
  static boolean isAvailable() {
    try {
      Process script = new ProcessBuilder("script", "--version").redirectErrorStream(true).start();
      byte[] answer = script.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.ISO_8859_1).contains("util-linux");
    } catch (IOException noScript) {
      return false;
    }
  }

  /**
   * Changes {@code builder} so that its program runs in a terminal. It is started by a shell, whose
   * quoting keeps its arguments as they are; {@code script} takes the shell from the environment.
   */
  static void wrap(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    String shell = environment.get(SHELL);
    String restore = shell == null ? "unset SHELL; " : "SHELL=" + quoted(shell) + "; ";
    String line =
        builder.command().stream().map(PseudoTerminal::quoted).collect(Collectors.joining(" "));
    environment.put(SHELL, "/bin/sh");
    builder.command(
        List.of("script", "-q", "-e", "-f", "-c", restore + "exec " + line, "/dev/null"));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
