package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.Secrets;
import dev.secrets.inspect.Comparison;
import dev.secrets.inspect.Comparison.Difference;
import dev.secrets.inspect.Revision;
import dev.secrets.project.BindingKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets diff}: two environments, revisions of them, or secrets, name by name. */
final class DiffCommand implements Command {

  private static final String BINARY = "(binary)";

  @Override
  public String form() {
    return "[OPTIONS] A B";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.parameters("A B", "environments, ENVIRONMENT@REVISION, or references"));
    spec.addOption(Options.flag("show the values as well", "--show"));
    Options.addJson(spec);
    Options.addDirectory(spec);
    Options.addKinds(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 1 when something is different. Values are compared and not shown.",
            "",
            "Examples:",
            "  secrets diff staging prod",
            "  secrets diff prod@HEAD~1 prod",
            "  secrets diff file:deploy/files/.env.staging file:deploy/files/.env.prod");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    if (invocation.parameters().size() != 2) {
      throw new UsageException("two things to compare are needed");
    }
    try (Side first = side(invocation, 0);
        Side second = side(invocation, 1)) {
      Comparison comparison = Comparison.of(first.secrets(), second.secrets());
      invocation
          .host()
          .print(
              invocation.has("--json")
                  ? json(invocation, comparison, first, second)
                  : text(invocation, comparison, first, second));
      return comparison.isSame() ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  /** One of the two, with the values to be wiped. */
  private record Side(Map<String, Secret> secrets) implements AutoCloseable {
    @Override
    public void close() {
      secrets.values().forEach(Secret::close);
    }
  }

  private static Side side(Invocation invocation, int index) throws IOException {
    String word = invocation.parameter(index).orElseThrow();
    Session session = new Session(invocation);
    int at = word.indexOf('@');
    if (Reference.looksLikeOne(word)) {
      try (Secrets secrets = session.openForReference();
          Secret whole = secrets.resolve(Target.parse(word))) {
        return new Side(Comparison.fields(whole, secrets.project()));
      }
    }
    if (at <= 0) {
      try (Secrets secrets = session.builder().environment(word).open()) {
        return new Side(values(invocation, secrets));
      }
    }
    try (PrivateDirectory copy = PrivateDirectory.create();
        Secrets now = session.open()) {
      Revision.copy(now.project(), session.context().build(), word.substring(at + 1), copy.path());
      String environment = word.substring(0, at);
      try (Secrets then =
          session.builder().directory(copy.path()).environment(environment).open()) {
        return new Side(values(invocation, then));
      }
    }
  }

  private static Map<String, Secret> values(Invocation invocation, Secrets secrets) {
    Map<String, Secret> values = new LinkedHashMap<>();
    for (BindingKind kind : Kinds.of(invocation, BindingKind.RUNTIME)) {
      values.putAll(secrets.all(kind));
    }
    return values;
  }

  private static String text(
      Invocation invocation, Comparison comparison, Side first, Side second) {
    List<List<String>> rows = new ArrayList<>();
    comparison
        .differences()
        .forEach(
            (name, difference) -> {
              List<String> row = new ArrayList<>(List.of(name, word(invocation, difference)));
              if (invocation.has("--show")) {
                row.add(shown(first, name).orElse("-"));
                row.add(shown(second, name).orElse("-"));
              }
              rows.add(row);
            });
    return Table.of(rows);
  }

  private static String word(Invocation invocation, Difference difference) {
    return switch (difference) {
      case SAME -> "same";
      case DIFFERENT -> "different";
      case ONLY_FIRST -> "missing in " + invocation.parameter(1).orElseThrow();
      case ONLY_SECOND -> "missing in " + invocation.parameter(0).orElseThrow();
    };
  }

  private static String json(
      Invocation invocation, Comparison comparison, Side first, Side second) {
    List<Object> names = new ArrayList<>();
    comparison
        .differences()
        .forEach(
            (name, difference) -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("name", name);
              members.put("status", status(difference));
              if (invocation.has("--show")) {
                shown(first, name).ifPresent(value -> members.put("a", value));
                shown(second, name).ifPresent(value -> members.put("b", value));
              }
              names.add(members);
            });
    Map<String, Object> report = Json.report("a", invocation.parameter(0).orElseThrow());
    report.put("b", invocation.parameter(1).orElseThrow());
    report.put("names", names);
    return Json.line(report);
  }

  private static String status(Difference difference) {
    return switch (difference) {
      case SAME -> "same";
      case DIFFERENT -> "different";
      case ONLY_FIRST -> "missing in b";
      case ONLY_SECOND -> "missing in a";
    };
  }

  /** Only where the values were asked for. */
  private static Optional<String> shown(Side side, String name) {
    Secret secret = side.secrets().get(name);
    return secret == null
        ? Optional.empty()
        : Optional.of(secret.use(bytes -> isText(bytes) ? secret.text() : BINARY));
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException binary) {
      return false;
    }
  }
}
