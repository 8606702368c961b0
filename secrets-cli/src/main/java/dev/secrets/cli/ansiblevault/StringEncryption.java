package dev.secrets.cli.ansiblevault;

import dev.secrets.SecretValue;
import dev.secrets.cli.Host;
import dev.secrets.file.SafeFile;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The action {@code encrypt_string}: values as they are pasted into a file of variables. */
final class StringEncryption {

  private static final String STREAM = "-";
  private static final String INDENT = " ".repeat(10);

  private final Host host;
  private final Request request;
  private final VaultSession session;
  private final List<Input> inputs = new ArrayList<>();

  StringEncryption(Host host, Request request, VaultSession session) {
    this.host = host;
    this.request = request;
    this.session = session;
  }

  /** A value, where it was read and what it shall be called. */
  private record Input(SecretValue plaintext, String source, Optional<String> name) {
    @Override
    public String toString() {
      return "Input[" + source + "]";
    }
  }

  void run() throws IOException {
    boolean stream =
        request.operands().contains(STREAM)
            || (request.operands().isEmpty() && !request.has(Option.PROMPT))
            || request.has(Option.STDIN_NAME);
    if (request.has(Option.PROMPT) && stream) {
      throw WrongUsage.options(
          "The --prompt option is not supported if also reading input from stdin");
    }
    if (request.has(Option.PROMPT)) {
      readPrompt();
    }
    if (stream) {
      readStream();
    }
    readArguments();
    write(spelled());
  }

  private void readPrompt() throws IOException {
    Optional<String> name =
        session.askOpenly("Variable name (enter for no name): ").filter(text -> !text.isEmpty());
    byte[] plaintext =
        request.has(Option.SHOW_INPUT)
            ? session.askOpenly("String to encrypt: ").orElse("").getBytes(StandardCharsets.UTF_8)
            : session
                .ask("String to encrypt (hidden): ")
                .map(SecretValue::copyBytes)
                .orElseGet(() -> new byte[0]);
    add(plaintext, "the interactive prompt", name, "from the prompt");
  }

  private void readStream() throws IOException {
    if (host.terminal()) {
      host.err().println("Reading plaintext input from stdin");
    }
    byte[] plaintext = host.in().readAllBytes();
    add(plaintext, "stdin", request.last(Option.STDIN_NAME), "of stdin");
  }

  private void readArguments() {
    List<String> values =
        request.operands().stream().filter(operand -> !operand.equals(STREAM)).toList();
    List<String> names = request.all(Option.NAME);
    if (!names.isEmpty() && names.size() < values.size()) {
      host.err()
          .println(
              "There are fewer names than values; '%s' is the last value with a name"
                  .formatted(names.get(names.size() - 1)));
    }
    for (int at = 0; at < values.size(); at++) {
      byte[] plaintext = values.get(at).getBytes(StandardCharsets.UTF_8);
      Optional<String> name = at < names.size() ? Optional.of(names.get(at)) : Optional.empty();
      add(plaintext, "the command line args", name, "of an argument");
    }
  }

  private void add(byte[] plaintext, String source, Optional<String> name, String which) {
    if (plaintext.length == 0) {
      throw WrongUsage.options("The plaintext " + which + " is empty, not encrypting");
    }
    inputs.add(new Input(SecretValue.takeOwnership(plaintext), source, name));
  }

  private String spelled() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (Input input : inputs) {
      blocks.add(spelled(input));
      input.plaintext().close();
      if (inputs.size() > 1) {
        host.err().println(heading(input, blocks.size()));
      }
    }
    return String.join("\n", blocks) + "\n";
  }

  private String spelled(Input input) throws IOException {
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    SecretCodec codec = session.codec();
    byte[] plaintext = input.plaintext().copyBytes();
    codec.encode(ByteSource.of(plaintext), envelope);
    Arrays.fill(plaintext, (byte) 0);
    String lines =
        envelope
            .toString(StandardCharsets.US_ASCII)
            .lines()
            .map(INDENT::concat)
            .collect(Collectors.joining("\n"));
    return input.name().map(name -> name + ": ").orElse("") + "!vault |\n" + lines;
  }

  private static String heading(Input input, int number) {
    return input
        .name()
        .map(
            name ->
                "# The encrypted version of variable (\"%s\", the string #%d from %s)."
                    .formatted(name, number, input.source()))
        .orElseGet(
            () ->
                "# The encrypted version of the string #%d from %s.)"
                    .formatted(number, input.source()));
  }

  private void write(String text) throws IOException {
    Optional<String> output = request.last(Option.OUTPUT).filter(name -> !name.equals(STREAM));
    if (output.isPresent()) {
      Path file = host.directory().resolve(output.get());
      SafeFile.write(
          file,
          out -> out.write(text.getBytes(StandardCharsets.UTF_8)),
          written -> {},
          target -> {});
    } else {
      host.print(text);
      host.out().flush();
    }
    if (host.terminal()) {
      host.err().println("Encryption successful");
    }
  }
}
