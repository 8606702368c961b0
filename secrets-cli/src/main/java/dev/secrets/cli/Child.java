package dev.secrets.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A program that stands in for us: it has our streams, gets our signals, and we end as it does. */
final class Child {

  private static final List<String> FORWARDED = List.of("TERM", "INT", "HUP");

  private static final String LOCALE = "secrets.locale";

  private final ProcessBuilder builder;
  private final Host host;
  private final CompletableFuture<Process> started = new CompletableFuture<>();

  Child(ProcessBuilder builder, Host host) {
    this.builder = builder.inheritIO();
    this.host = host;
    restoreLocale(builder.environment());
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
    FORWARDED.forEach(this::forward);
    try {
      Process process = builder.start();
      started.complete(process);
      return process.waitFor();
    } catch (IOException refused) {
      return refuse(refused);
    }
  }

  /** A signal that comes before the start is delivered after it. */
  private void forward(String name) {
    Signals.handle(name, () -> deliver(name, started.join()));
  }

  private static void deliver(String name, Process process) {
    if (name.equals("TERM")) {
      process.destroy();
    } else if (!name.equals("INT") || !ForegroundGroup.containsUs()) {
      kill(name, process);
    }
  }

  /** The JDK can send no other signal than TERM and KILL. */
  private static void kill(String name, Process process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    } catch (IOException noKill) {
      process.destroy();
    }
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
