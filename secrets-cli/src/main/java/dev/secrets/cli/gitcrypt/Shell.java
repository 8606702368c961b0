package dev.secrets.cli.gitcrypt;

import dev.secrets.cli.Host;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeySource;
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

  static Shell of(Host host) {
    return new Shell(host.in(), host.out(), host.err(), host.environment(), host.directory());
  }

  /** The same in another directory. */
  Shell in(String other) {
    return new Shell(in, out, err, environment, directory.resolve(other).normalize());
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
