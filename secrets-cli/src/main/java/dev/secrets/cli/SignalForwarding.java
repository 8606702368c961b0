package dev.secrets.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the signals that we get on to the program that stands in for us, unless a terminal has sent
 * them to the program as well. One that comes before the program is started is delivered after.
 */
final class SignalForwarding {

  /** As long as service managers give a program by default. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private static final List<String> SIGNALS =
      List.of("TERM", "INT", "HUP", "USR1", "USR2", "WINCH", "CONT", "TSTP");

  private static final int LOOKS = 100;
  private static final long LOOK = 20;

  private final Duration grace;
  private volatile boolean terminated;
  private volatile boolean interrupted;
  private final boolean hadTerminal = ForegroundGroup.hasTerminal();
  private volatile CompletableFuture<Supplier<ProcessHandle>> target = new CompletableFuture<>();
  private @Nullable Instant graceEnds;

  /**
   * @param grace how long the program may take to end after a first TERM when a second one comes
   */
  SignalForwarding(Duration grace) {
    this.grace = grace;
  }

  void start() {
    SIGNALS.forEach(
        name ->
            Signals.handle(
                name,
                () -> {
                  terminated |= name.equals("TERM");
                  interrupted |= name.equals("INT");
                  deliver(name, target.join().get());
                }));
  }

  /** The program is about to be replaced: an interrupt before now was for it alone. */
  void replacing() {
    interrupted = false;
  }

  /**
   * The program is gone, and signals wait for the next one. Whether there should be none: somebody
   * wants this to end, also by an interrupt since {@link #replacing}.
   */
  synchronized boolean endsAfter() {
    target = new CompletableFuture<>();
    return terminated || interrupted;
  }

  /** Signals go to {@code program} from now on, and those that came before it too. */
  synchronized void to(Supplier<ProcessHandle> program) {
    graceEnds = null;
    if (!target.complete(program)) {
      target = CompletableFuture.completedFuture(program);
    }
  }

  private void deliver(String name, ProcessHandle program) {
    switch (name) {
      case "TERM" -> terminate(program);
      case "TSTP" -> stop(program);
      default -> {
        if (!reachedBy(name, program)) {
          send(name, program);
        }
      }
    }
  }

  /** Whether a terminal that sent us the signal has sent it to the program too. */
  private boolean reachedBy(String name, ProcessHandle program) {
    return switch (name) {
      case "INT", "WINCH" -> ForegroundGroup.containsUs();
      case "HUP" -> hadTerminal && !ForegroundGroup.hasTerminal();
      // The shell that brings a job to the foreground wakes all of it.
      case "CONT" -> ForegroundGroup.containsUs() && !ForegroundGroup.isStopped(program);
      default -> false;
    };
  }

  /** The first is a request; after a second one the program has the rest of the grace. */
  private synchronized void terminate(ProcessHandle program) {
    program.destroy();
    if (graceEnds == null) {
      graceEnds = Instant.now().plus(grace);
    } else {
      long rest = Duration.between(Instant.now(), graceEnds).toMillis();
      CompletableFuture.delayedExecutor(rest, TimeUnit.MILLISECONDS)
          .execute(program::destroyForcibly);
    }
  }

  /**
   * Whoever waits for us must see us stop as well, if the program does; an editor takes a while.
   */
  private static void stop(ProcessHandle program) {
    if (!ForegroundGroup.containsUs()) {
      send("TSTP", program);
    }
    try {
      for (int look = 0; look < LOOKS && !ForegroundGroup.isStopped(program); look++) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (ForegroundGroup.isStopped(program)) {
      send("STOP", ProcessHandle.current());
    }
  }

  /** The JDK can send no other signal than TERM and KILL; every shell can. */
  static void send(String name, ProcessHandle program) {
    try {
      new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(program.pid()))
          .start()
          .waitFor();
    } catch (IOException noShell) {
      program.destroy();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
