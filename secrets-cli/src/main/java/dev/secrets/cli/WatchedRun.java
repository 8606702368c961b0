package dev.secrets.cli;

import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.spi.Prompter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Keeps a program supplied: when what it was given changes where it came from, the program is
 * started anew with it, or gets its files anew and a signal. Secrets that cannot be read again
 * leave it as it is.
 */
final class WatchedRun {

  /** How a program is made that is given this. */
  @FunctionalInterface
  interface Start {
    Child of(Provision given, ValueFiles files) throws IOException;
  }

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Set<String> SIGNALS = Set.of("HUP", "INT", "QUIT", "USR1", "USR2", "WINCH");

  private final Invocation invocation;
  private final Start start;
  private final Duration grace;
  private final SignalForwarding signals;
  private final Optional<String> signal;
  private final Staleness staleness;
  private String lastFailure = "";

  WatchedRun(Invocation invocation, Duration grace, Start start) {
    this.invocation = invocation;
    this.start = start;
    this.grace = grace;
    signals = new SignalForwarding(grace);
    signal = invocation.option("--watch-signal").map(WatchedRun::signal);
    staleness =
        new Staleness(
            invocation
                .option("--watch-interval")
                .map(seconds -> Duration.ofSeconds(Numbers.positive("--watch-interval", seconds))));
  }

  static void addOptions(CommandSpec spec) {
    spec.addOption(
        Options.flag("start the program anew when what it was given has changed", "--watch"));
    spec.addOption(
        Options.value("SECONDS", "look also where no file tells, so often", "--watch-interval"));
    spec.addOption(Options.value("SIGNAL", "send it instead, with --file anew", "--watch-signal"));
  }

  private static String signal(String name) {
    String bare = name.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    if (!SIGNALS.contains(bare)) {
      throw new UsageException(
          "'--watch-signal' takes one of "
              + SIGNALS.stream().sorted().collect(Collectors.joining(", ")));
    }
    return bare;
  }

  /** Runs the program until it ends by itself or somebody ends this, and returns its exit code. */
  int run() throws IOException, InterruptedException {
    Instant begun = Instant.now();
    Provision given = Provision.read(invocation);
    try (ValueFiles files = new ValueFiles()) {
      signals.start();
      Reaper.startIfFirst();
      staleness.read(given.sources(), begun);
      Child child = started(given, files);
      while (!child.endsWithin(LOOK)) {
        Optional<Provision> fresh = staleness.isDue() ? changed(given) : Optional.empty();
        if (fresh.isPresent()) {
          given.close();
          given = fresh.get();
          child = supplied(child, given, files);
        }
      }
      return child.await();
    } finally {
      given.close();
    }
  }

  private Child started(Provision given, ValueFiles files) throws IOException {
    Child child = start.of(given, files);
    child.start(signals);
    return child;
  }

  /** What is to be given from now on; empty if that is the same, or cannot be had. */
  private Optional<Provision> changed(Provision given) {
    Instant begun = Instant.now();
    try {
      Provision fresh = Provision.read(withoutPrompts());
      staleness.read(fresh.sources(), begun);
      lastFailure = "";
      if (!fresh.isSameAs(given)) {
        return Optional.of(fresh);
      }
      fresh.close();
    } catch (SecretsException failure) {
      staleness.failed();
      tell(message(failure));
    }
    return Optional.empty();
  }

  /** Nobody sits there for the next hours to type a password. */
  private Invocation withoutPrompts() {
    Host host = invocation.host();
    Host alone =
        new Host(
            host.in(),
            host.out(),
            host.err(),
            host.terminal(),
            host.environment(),
            host.directory(),
            Prompter.none());
    return new Invocation(
        invocation.arguments(),
        invocation.program(),
        alone,
        invocation.calls(),
        invocation.audit());
  }

  private void tell(String failure) {
    if (!failure.equals(lastFailure)) {
      invocation.host().warn("the program keeps the secrets it has: " + failure);
      lastFailure = failure;
    }
  }

  private static String message(SecretsException failure) {
    return failure instanceof SeveralFailuresException several
        ? several.failures().stream().map(Throwable::getMessage).collect(Collectors.joining("; "))
        : String.valueOf(failure.getMessage());
  }

  private Child supplied(Child child, Provision given, ValueFiles files)
      throws IOException, InterruptedException {
    if (signal.isPresent()) {
      given.makeFiles(files);
      child.signal(signal.get());
      return child;
    }
    signals.replacing();
    child.end(grace);
    child.await();
    return signals.endsAfter() ? child : started(given, files);
  }
}
