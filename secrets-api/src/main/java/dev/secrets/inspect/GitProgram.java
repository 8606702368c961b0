package dev.secrets.inspect;

import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code git} program, run in a directory. */
final class GitProgram {

  /** What a pipe certainly takes before somebody reads the other one. */
  private static final int CHUNK = 32_000;

  private final Path directory;
  private final BackendContext context;

  GitProgram(Path directory, BackendContext context) {
    this.directory = directory;
    this.context = context;
  }

  /** Starts it; what it complains of is dropped, since its exit code tells. */
  Process start(String... arguments) throws IOException {
    return start(Redirect.PIPE, arguments);
  }

  /** The same, with its standard input from a file. */
  Process start(Redirect input, String... arguments) throws IOException {
    return context.processes().start(builder(arguments).redirectInput(input));
  }

  /** Runs it to its end with its output in a file, and returns its exit code. */
  int run(Redirect output, String... arguments) throws IOException {
    Process process = context.processes().start(builder(arguments).redirectOutput(output));
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while git was asked");
    }
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(context.environment());
    builder.environment().putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    return builder.redirectError(Redirect.DISCARD);
  }

  /** The records of its output; empty if it fails, as where there is no repository or no git. */
  Optional<List<String>> records(String... arguments) {
    try {
      Process process = start(arguments);
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      return process.waitFor() == 0 ? Optional.of(split(output)) : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while git was asked");
    }
  }

  /**
   * The records it answers to {@code questions} on its standard input. They are asked in parts, for
   * nobody reads its answers while questions are written.
   */
  List<String> answers(Collection<String> questions, String... arguments) {
    List<String> answers = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String question : questions) {
      part.append(question).append('\0');
      if (part.length() > CHUNK) {
        answers.addAll(answered(part.toString(), arguments));
        part.setLength(0);
      }
    }
    if (!part.isEmpty()) {
      answers.addAll(answered(part.toString(), arguments));
    }
    return answers;
  }

  private List<String> answered(String questions, String... arguments) {
    try {
      Process process = start(arguments);
      try (OutputStream in = process.getOutputStream()) {
        in.write(questions.getBytes(StandardCharsets.UTF_8));
      }
      return split(process.getInputStream().readAllBytes());
    } catch (IOException failure) {
      throw new StorageException("git ended while it was asked");
    }
  }

  private static List<String> split(byte[] output) {
    return Stream.of(new String(output, StandardCharsets.UTF_8).split("\0", -1))
        .filter(record -> !record.isEmpty())
        .toList();
  }
}
