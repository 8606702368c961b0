package dev.secrets.cli;

import dev.secrets.Pointer;
import dev.secrets.SecretValue;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Values that are made, or given field by field; never from the command line itself. */
final class NewValue {

  private static final int LONGEST_PASSWORD = 4096;

  private NewValue() {}

  static void addGeneration(CommandSpec spec) {
    spec.addOption(
        Options.value("N", "a new password of N letters, digits, - and _", "--generate"));
  }

  static SecretValue generated(Invocation invocation) {
    String text =
        invocation
            .option("--generate")
            .orElseThrow(() -> new UsageException("'--generate' is missing"));
    int length = Numbers.positive("--generate", text);
    if (length < SecretValue.SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
      throw new UsageException(
          "a password has %d to %d characters"
              .formatted(SecretValue.SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
    return SecretValue.password(length, new SecureRandom());
  }

  /** The values of {@code --field}; whoever closes them closes each. */
  static Map<Pointer, SecretValue> fields(Invocation invocation) throws IOException {
    Map<Pointer, SecretValue> values = new LinkedHashMap<>();
    List<String> fields = invocation.options("--field");
    if (fields.stream().filter(field -> field.endsWith("=-")).count() > 1) {
      throw new UsageException("only one field can be read from standard input");
    }
    for (String field : fields) {
      int equals = field.lastIndexOf('=');
      String name = field.substring(0, Math.max(0, equals));
      if (name.isEmpty() || values.containsKey(Pointer.parse(name))) {
        throw new UsageException("'--field' takes name=- or name=?, each name once");
      }
      values.put(Pointer.parse(name), value(field.substring(equals + 1), name, invocation));
    }
    return values;
  }

  private static SecretValue value(String source, String name, Invocation invocation)
      throws IOException {
    return switch (source) {
      case "-" -> SecretValue.takeOwnership(SetCommand.standardInput(invocation));
      case "?" -> SetCommand.asked(invocation.host(), name);
      default ->
          throw new UsageException(
              "the value must not stand in the command line, where everybody can read it",
              "write name=? to be asked for it, or name=- for standard input");
    };
  }
}
