package dev.secrets.cli;

import dev.secrets.SecretValue;
import dev.secrets.spi.Prompter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command with streams that are captured, on a host that the test makes up. */
final class InProcess {

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private byte[] input = new byte[0];
  private boolean terminal;

  private InProcess(Path directory) {
    this.directory = directory;
  }

  static InProcess in(Path directory) {
    return new InProcess(directory);
  }

  InProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  InProcess feed(byte[] bytes) {
    input = bytes;
    return this;
  }

  InProcess answer(String... typed) {
    answers.addAll(List.of(typed));
    return this;
  }

  InProcess onTerminal() {
    terminal = true;
    return this;
  }

  Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Prompter prompter = prompt -> Optional.ofNullable(answers.poll()).map(SecretValue::ofText);
    Host host =
        new Host(
            new ByteArrayInputStream(input),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            environment,
            directory,
            prompter);
    int exit = new Main(host).run(List.of(arguments));
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What a run left behind. */
  record Outcome(int exit, String out, String err) {}
}
