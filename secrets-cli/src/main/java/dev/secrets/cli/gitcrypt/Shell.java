package dev.secrets.cli.gitcrypt;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeySource;
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
import java.util.List;
import java.util.Map;

/**
 * What the program may touch of the process it runs in.
 *
 * @param in standard input
 * @param out standard output, which unlike {@link System#out} tells when it fails
 * @param err standard error
 * @param environment the process environment
 * @param directory the working directory
 */
record Shell(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory) {

  static Shell ofProcess() {
    return new Shell(
        // Buffered also because a bare file stream asks a pipe where it stands, which fails.
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of("").toAbsolutePath());
  }

  /** Writes text to standard output. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  void complain(String line) {
    err.println(line);
  }

  /** With options for the backend, each with its values. */
  BackendContext context(Map<String, List<String>> options) {
    return BackendContext.builder()
        .options(options)
        .environment(environment)
        .directory(directory)
        .keys(KeySource.fromEnvironment(environment, directory))
        .build();
  }
}
