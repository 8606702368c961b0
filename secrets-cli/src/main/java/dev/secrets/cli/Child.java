package dev.secrets.cli;

import dev.secrets.mask.SecretMask;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program that stands in for us: it has our streams, gets our signals, and we end as it does. */
final class Child {

  private static final String LOCALE = "secrets.locale";

  private final ProcessBuilder builder;
  private final Host host;
  private @Nullable SecretMask mask;
  private @Nullable Process process;
  private @Nullable MaskedOutput output;
  private boolean inTerminal;
  private int refusal;

  Child(ProcessBuilder builder, Host host) {
    this.builder = builder.inheritIO();
    this.host = host;
    restoreLocale(builder.environment());
  }

  /** Shows stars where it writes a secret. */
  void mask(SecretMask secrets) {
    mask = secrets;
  }

  /** Undoes what the launcher may have changed for the JVM alone. */
  private static void restoreLocale(Map<String, String> environment) {
    String before = System.getProperty(LOCALE);
    if (before == null) {
      return;
    }
    if (before.isEmpty()) {
      environment.remove("LC_ALL");
    } else {
      environment.put("LC_ALL", before);
    }
  }

  /** Runs it to its end and returns its exit code, or 128 and the number of the signal it got. */
  int run(SignalForwarding signals) throws InterruptedException {
    signals.start();
    Reaper.startIfFirst();
    start(signals);
    return await();
  }

  /**
   * Starts it, and has {@code signals} go to it. One that cannot be started says why, and has ended
   * with the exit code for that.
   */
  void start(SignalForwarding signals) {
    try {
      process = mask == null ? builder.start() : startMasked(mask);
      signals.to(this::handle);
    } catch (IOException refused) {
      refusal = refuse(refused);
    }
  }

  private Process startMasked(SecretMask secrets) throws IOException {
    boolean terminal = PseudoTerminal.isNeeded();
    inTerminal = terminal && PseudoTerminal.isAvailable();
    if (inTerminal && exists(builder.command().get(0))) {
      PseudoTerminal.wrap(builder);
    } else if (terminal) {
      host.warn("the program has no terminal while its output is masked");
      host.hint("'script' of util-linux would give it one");
    }
    builder.redirectOutput(Redirect.PIPE).redirectError(Redirect.PIPE);
    Process started = builder.start();
    output = MaskedOutput.of(started, secrets, terminal);
    return started;
  }

  /** The program itself, also where a pseudo-terminal stands between. */
  private ProcessHandle handle() {
    ProcessHandle started = Objects.requireNonNull(process).toHandle();
    return inTerminal ? started.children().findFirst().orElse(started) : started;
  }

  /** Waits for its end and returns its exit code, or 128 and the number of the signal it got. */
  int await() throws InterruptedException {
    if (process == null) {
      return refusal;
    }
    int exit = process.waitFor();
    if (output != null) {
      output.finish();
    }
    return exit;
  }

  /** Waits for its end, but no longer than {@code time}; whether it has ended. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process == null || process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Tells it to end, and kills it if it has not after {@code grace}. */
  void end(Duration grace) throws InterruptedException {
    handle().destroy();
    if (!endsWithin(grace)) {
      handle().destroyForcibly();
    }
  }

  /** Sends it a signal. */
  void signal(String name) {
    SignalForwarding.send(name, handle());
  }

  private int refuse(IOException refused) {
    String program = builder.command().get(0);
    if (!exists(program)) {
      host.error("cannot start '" + program + "': no such program");
      host.hint("the program is sought as it stands, without a shell: sh -c '...' starts one");
      return ExitCode.NO_SUCH_PROGRAM;
    }
    host.error("cannot start '" + program + "': " + reason(refused));
    return ExitCode.NOT_EXECUTABLE;
  }

  private boolean exists(String program) {
    if (program.contains("/")) {
      File directory = builder.directory();
      File file = new File(program);
      return (file.isAbsolute() ? file : new File(directory, program)).exists();
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(directory -> new File(directory, program).isFile());
  }

  /** What the system said, without the number in front. */
  private static String reason(IOException refused) {
    Throwable cause = refused.getCause() == null ? refused : refused.getCause();
    String text = String.valueOf(cause.getMessage());
    return text.substring(text.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
  }

  /** The variables of the program: ours, unless changed. */
  Map<String, String> environment() {
    return builder.environment();
  }
}
