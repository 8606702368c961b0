package dev.secrets.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real tool together with where and how to run it: directory, environment, standard input.
 * Immutable; each {@code with}-like method returns a changed copy. Get one from {@link
 * Peers#require}.
 *
 * <p>The environment is the one of the test, with the changes asked for. Standard input is empty
 * unless given.
 */
public final class PeerCommand {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> command;
  private final Path directory;
  private final Map<String, Optional<String>> variables;
  private final byte[] input;

  private PeerCommand(
      List<String> command, Path directory, Map<String, Optional<String>> variables, byte[] input) {
    this.command = command;
    this.directory = directory;
    this.variables = variables;
    this.input = input;
  }

  static PeerCommand of(Path executable) {
    return new PeerCommand(
        List.of(executable.toString()), Path.of("").toAbsolutePath(), Map.of(), new byte[0]);
  }

  /** The same, run in {@code folder}. */
  public PeerCommand in(Path folder) {
    return new PeerCommand(command, folder, variables, input);
  }

  /** The same, with an environment variable set. */
  public PeerCommand with(String variable, String value) {
    return change(variable, Optional.of(value));
  }

  /** The same, with an environment variable removed. */
  public PeerCommand without(String variable) {
    return change(variable, Optional.empty());
  }

  /** The same, with {@code bytes} as its standard input. */
  public PeerCommand feed(byte[] bytes) {
    return new PeerCommand(command, directory, variables, bytes.clone());
  }

  /** The same, with {@code arguments} before those of {@link #run}. */
  public PeerCommand prefixed(String... arguments) {
    return new PeerCommand(commandWith(arguments), directory, variables, input);
  }

  /**
   * Runs it to its end and returns what it left; a failing tool is an outcome like any other.
   *
   * @throws AssertionError if it has not ended after two minutes
   */
  public Outcome run(String... arguments) {
    try {
      Path folder = Files.createTempDirectory("peer");
      try {
        return run(commandWith(arguments), folder);
      } finally {
        for (String name : List.of("in", "out", "err")) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot run " + command, failure);
    }
  }

  // Files instead of pipes: no pipe can fill up, and no thread is needed to drain it.
  private Outcome run(List<String> line, Path folder) throws IOException {
    Path in = Files.write(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    variables.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> builder.environment().put(name, text),
                () -> builder.environment().remove(name)));
    int exit = await(builder.start(), line);
    return new Outcome(
        line, exit, Files.readAllBytes(out), Files.readString(err, StandardCharsets.ISO_8859_1));
  }

  private static int await(Process process, List<String> line) {
    try {
      if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError("has not ended after " + PATIENCE + ": " + line);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + line, interrupted);
    } finally {
      process.destroyForcibly();
    }
  }

  private PeerCommand change(String variable, Optional<String> value) {
    Map<String, Optional<String>> changed = new HashMap<>(variables);
    changed.put(variable, value);
    return new PeerCommand(command, directory, Map.copyOf(changed), input);
  }

  private List<String> commandWith(String... arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(arguments));
    return List.copyOf(line);
  }

  @Override
  public String toString() {
    return command + " in " + directory;
  }

  /** What a tool left behind: exit code, standard output, standard error. */
  public static final class Outcome {

    private final List<String> line;
    private final int exit;
    private final byte[] stdout;
    private final String stderr;

    private Outcome(List<String> line, int exit, byte[] stdout, String stderr) {
      this.line = line;
      this.exit = exit;
      this.stdout = stdout;
      this.stderr = stderr;
    }

    /** The exit code. */
    public int exit() {
      return exit;
    }

    /** The bytes of standard output. */
    public byte[] stdout() {
      return stdout.clone();
    }

    /** Standard output as UTF-8 text. */
    public String text() {
      return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Standard error, byte by byte as Latin-1. */
    public String stderr() {
      return stderr;
    }

    /**
     * This outcome, if the tool succeeded.
     *
     * @throws AssertionError with its standard error, if the exit code is not 0
     */
    public Outcome expectSuccess() {
      if (exit != 0) {
        throw new AssertionError(this);
      }
      return this;
    }

    @Override
    public String toString() {
      return line + " ended with " + exit + ": " + stderr.strip();
    }
  }
}
