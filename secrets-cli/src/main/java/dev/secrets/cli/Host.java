package dev.secrets.cli;

import dev.secrets.spi.Prompter;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command may touch of the process it runs in.
 *
 * @param in standard input
 * @param out standard output, which unlike {@link System#out} tells when it fails
 * @param err standard error
 * @param terminal whether a person reads {@code out}
 * @param environment the process environment
 * @param directory the working directory
 * @param prompter asks the person at the terminal
 */
public record Host(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean terminal,
    Map<String, String> environment,
    Path directory,
    Prompter prompter) {

  /** Set by the launcher, which can test each stream by itself. */
  private static final String TERMINAL = "secrets.terminal";

  public static Host ofProcess() {
    return new Host(
        // Buffered also because a bare file stream asks a pipe where it stands, which fails.
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Boolean.getBoolean(TERMINAL),
        System.getenv(),
        Path.of("").toAbsolutePath(),
        new Terminal());
  }

  /** Writes text to standard output. */
  public void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  void error(String message) {
    err.println("secrets: error: " + OneLine.of(message));
  }

  void warn(String message) {
    err.println("secrets: warning: " + OneLine.of(message));
  }

  void hint(String message) {
    err.println("secrets: hint: " + OneLine.of(message));
  }
}
