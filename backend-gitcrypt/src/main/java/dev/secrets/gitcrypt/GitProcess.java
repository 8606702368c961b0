package dev.secrets.gitcrypt;

import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that runs while we talk to it. What it complains of goes to a file, so no pipe fills up
 * and no thread has to drain it; what it reads and writes must be exchanged in small parts.
 */
final class GitProcess implements AutoCloseable {

  private static final int COMPLAINTS_SHOWN = 4;

  private final String what;
  private final Path complaints;
  private final Process process;
  private final OutputStream in;

  private GitProcess(String what, Path complaints, Process process) {
    this.what = what;
    this.complaints = complaints;
    this.process = process;
    this.in = new BufferedOutputStream(process.getOutputStream());
  }

  static GitProcess start(BackendContext context, String what, ProcessBuilder builder) {
    try {
      Path complaints = Files.createTempFile("secrets", null);
      try {
        Process process = context.processes().start(builder.redirectError(complaints.toFile()));
        return new GitProcess(what, complaints, process);
      } catch (IOException missing) {
        Files.delete(complaints);
        throw new StorageException(
            "cannot run '" + builder.command().get(0) + "'", "install it, or mend the PATH");
      }
    } catch (IOException failure) {
      throw new StorageException("cannot create a temporary file");
    }
  }

  long id() {
    return process.pid();
  }

  void write(byte[] bytes) throws IOException {
    in.write(bytes);
  }

  void flush() throws IOException {
    in.flush();
  }

  InputStream out() {
    return process.getInputStream();
  }

  /** The rest of its output, and its end. */
  Result finish() {
    try {
      closeInput();
      byte[] rest = out().readAllBytes();
      int exit = process.waitFor();
      return new Result(what, exit, rest, complaints());
    } catch (IOException failure) {
      throw broken();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted during '" + what + "'");
    }
  }

  /** It went away while we talked to it: what it left says why. */
  StorageException broken() {
    process.destroy();
    return new StorageException("'" + what + "' failed" + told(complaints()));
  }

  private void closeInput() throws IOException {
    try {
      in.close();
    } catch (IOException pipe) {
      if (process.isAlive()) {
        throw pipe;
      }
      // It has ended without reading all; its exit code and complaints tell why.
    }
  }

  private String complaints() {
    try {
      return Files.readString(complaints, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private static String told(String complaints) {
    String lines =
        complaints
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(COMPLAINTS_SHOWN)
            .collect(Collectors.joining("; "));
    return lines.isEmpty() ? "" : ": " + GitText.shown(lines);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      Files.deleteIfExists(complaints);
    } catch (IOException left) {
      // An empty file in the temporary directory harms nobody.
    }
  }

  /** How it ended. */
  static final class Result {

    private final String what;
    private final int exit;
    private final byte[] output;
    private final String complaints;

    private Result(String what, int exit, byte[] output, String complaints) {
      this.what = what;
      this.exit = exit;
      this.output = output;
      this.complaints = complaints;
    }

    int exit() {
      return exit;
    }

    Result expectSuccess() {
      if (exit != 0 || complaints.lines().anyMatch(Result::isError)) {
        throw new StorageException("'" + what + "' failed" + told(complaints));
      }
      return this;
    }

    /** {@code checkout-index} goes on after an error, and succeeds. */
    private static boolean isError(String line) {
      return line.startsWith("error:") || line.startsWith("fatal:");
    }

    byte[] output() {
      return output;
    }

    List<String> records() {
      return GitText.split(output);
    }

    String line() {
      return GitText.shown(new String(output, StandardCharsets.ISO_8859_1)).stripTrailing();
    }
  }
}
