package dev.secrets.cli;

import dev.secrets.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Shows a person how far a work has come that takes longer than a moment: one line on standard
 * error, without colours, which is gone at the end.
 */
final class ProgressBar implements Progress {

  /** Set by the launcher: whether standard error is a terminal. */
  private static final String TERMINAL = "secrets.errors.terminal";

  private static final Duration MOMENT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int WIDTH = 30;

  private final PrintStream err;
  private Instant next = Instant.now().plus(MOMENT);
  private int reached;
  private String shown = "";

  private ProgressBar(PrintStream err) {
    this.err = err;
  }

  /** One on a terminal that can go back in its line; elsewhere nothing is shown. */
  static Progress of(Host host) {
    boolean dumb = host.environment().getOrDefault("TERM", "dumb").equals("dumb");
    return Boolean.getBoolean(TERMINAL) && !dumb ? new ProgressBar(host.err()) : Progress.none();
  }

  @Override
  public synchronized void reached(String pieces, int done, int total) {
    if (done >= total) {
      show("");
      reached = 0;
    } else if (done > reached && Instant.now().isAfter(next)) {
      reached = done;
      next = Instant.now().plus(PAUSE);
      int full = (int) ((long) WIDTH * done / total);
      show(
          "[%s%s] %d of %d %s"
              .formatted("#".repeat(full), ".".repeat(WIDTH - full), done, total, pieces));
    }
  }

  private void show(String line) {
    if (!line.equals(shown)) {
      err.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
      err.print(line.isEmpty() ? "\r" : "");
      err.flush();
      shown = line;
    }
  }
}
