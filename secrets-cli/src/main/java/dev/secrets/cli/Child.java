package dev.secrets.cli;

import dev.secrets.mask.SecretMask;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program that stands in for us: it has our streams, gets our signals, and we end as it does. */
final class Child {

  /** As long as service managers give a program by default. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final String LOCALE = "secrets.locale";

  private final ProcessBuilder builder;
  private final Host host;
  private Duration grace = GRACE;
  private @Nullable SecretMask mask;

  Child(ProcessBuilder builder, Host host) {
    this.builder = builder.inheritIO();
    this.host = host;
    restoreLocale(builder.environment());
  }

  /** Has {@code time} to end when it is told to a second time, after which it is killed. */
  Child grace(Duration time) {
    grace = time;
    return this;
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
  int run() throws InterruptedException {
    SignalForwarding signals = new SignalForwarding(grace);
    signals.start();
    Reaper.startIfFirst();
    try {
      return mask == null ? run(signals) : run(signals, mask);
    } catch (IOException refused) {
      return refuse(refused);
    }
  }

  private int run(SignalForwarding signals) throws IOException, InterruptedException {
    Process process = builder.start();
    signals.to(process::toHandle);
    return process.waitFor();
  }

  private int run(SignalForwarding signals, SecretMask mask)
      throws IOException, InterruptedException {
    boolean terminal = PseudoTerminal.isNeeded();
    boolean kept = terminal && PseudoTerminal.isAvailable();
    if (kept && exists(builder.command().get(0))) {
      PseudoTerminal.wrap(builder);
    } else if (terminal) {
      host.warn("the program has no terminal while its output is masked");
      host.hint("'script' of util-linux would give it one");
    }
    builder.redirectOutput(Redirect.PIPE).redirectError(Redirect.PIPE);
    Process process = builder.start();
    signals.to(
        () ->
            kept ? process.children().findFirst().orElse(process.toHandle()) : process.toHandle());
    MaskedOutput output = MaskedOutput.of(process, mask, terminal);
    int exit = process.waitFor();
    output.finish();
    return exit;
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
