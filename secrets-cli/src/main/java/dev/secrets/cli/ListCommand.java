package dev.secrets.cli;

import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.SecretInfo;
import dev.secrets.Secrets;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets list}: what an environment binds, or what a store holds; never a value. */
final class ListCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] [STORE:PREFIX]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.parameter(0, "STORE:PREFIX", "a store, and what its paths begin with"));
    spec.addOption(Options.repeated("K=V", "only secrets with this tag; may be repeated", "--tag"));
    Options.addJson(spec);
    Options.addEnvironment(spec);
    Options.addKinds(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Examples:",
            "  secrets list -e prod",
            "  secrets list file:deploy/",
            "  secrets list aws: --tag team=x");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    if (invocation.has("--tag") && invocation.parameter(0).isEmpty()) {
      throw new UsageException("'--tag' is for what a store holds", "name one, such as aws:");
    }
    Session session = new Session(invocation);
    String report =
        invocation.parameter(0).isPresent()
            ? store(invocation, session, invocation.parameter(0).get())
            : bindings(invocation, session);
    invocation.host().print(report);
    return ExitCode.DONE;
  }

  private static String store(Invocation invocation, Session session, String argument) {
    int colon = argument.indexOf(':');
    if (!Reference.looksLikeOne(argument)) {
      throw new UsageException("no store is named", "write STORE:PREFIX, such as file:deploy/");
    }
    Optional<Reference> field =
        argument.contains("#") ? Optional.of(Target.parse(argument)) : Optional.empty();
    String prefix = field.map(in -> in.path().value()).orElse(argument.substring(colon + 1));
    try (Secrets secrets = session.openForReference();
        Stream<SecretInfo> listed = secrets.list(argument.substring(0, colon), prefix)) {
      List<Map<String, Object>> all = new ArrayList<>();
      Map<String, String> wanted = SetCommand.tags(invocation);
      if (field.isEmpty()) {
        listed
            .filter(secret -> secret.tags().entrySet().containsAll(wanted.entrySet()))
            .forEach(secret -> all.add(facts(secret)));
      }
      if (argument.startsWith("file:") && wanted.isEmpty()) {
        Pointer below = field.map(Reference::pointer).orElse(Pointer.root());
        all.addAll(inlineValues(secrets, invocation.directory(), prefix, below));
      }
      return invocation.has("--json")
          ? Json.line(Json.report("secrets", all))
          : Table.of(all.stream().map(ListCommand::secretRow).toList());
    }
  }

  /** The encrypted values of a file; none if no single file is named. */
  private static List<Map<String, Object>> inlineValues(
      Secrets secrets, Path directory, String path, Pointer below) {
    Path file = directory.resolve(path);
    List<Map<String, Object>> all = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      for (Pointer value : secrets.protection().inlineValues(file)) {
        if (below.isRoot() || (value + "/").startsWith(below + "/")) {
          Map<String, Object> facts = new LinkedHashMap<>();
          facts.put("path", path);
          facts.put("pointer", value.toString());
          facts.put("note", "encrypted value");
          all.add(facts);
        }
      }
    }
    return all;
  }

  private static Map<String, Object> facts(SecretInfo secret) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("path", secret.path().value());
    secret.changed().ifPresent(changed -> facts.put("changed", changed));
    facts.put("note", secret.note());
    if (!secret.tags().isEmpty()) {
      facts.put("tags", secret.tags());
    }
    return facts;
  }

  private static List<String> secretRow(Map<String, Object> facts) {
    String pointer = facts.containsKey("pointer") ? "#" + facts.get("pointer") : "";
    String changed = facts.containsKey("changed") ? String.valueOf(facts.get("changed")) : "";
    return List.of(facts.get("path") + pointer, changed, String.valueOf(facts.get("note")));
  }

  private static String bindings(Invocation invocation, Session session) {
    try (Secrets secrets = session.openEnvironment()) {
      session.warnOfFindings(secrets);
      List<Map<String, Object>> all = new ArrayList<>();
      for (BindingKind kind : Kinds.of(invocation, BindingKind.RUNTIME, BindingKind.DEPLOYMENT)) {
        secrets.bindings(kind).values().forEach(binding -> all.add(facts(binding, secrets)));
      }
      return invocation.has("--json") ? Json.line(report(secrets, all)) : text(all);
    }
  }

  private static Map<String, Object> report(Secrets secrets, List<Map<String, Object>> bindings) {
    Map<String, Object> report =
        Json.report("environment", secrets.environment().orElseThrow().name());
    report.put("bindings", bindings);
    return report;
  }

  private static Map<String, Object> facts(Binding binding, Secrets secrets) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", binding.name());
    facts.put("kind", lower(binding.kind()));
    facts.put("method", secrets.method(binding.reference()));
    facts.put("reference", binding.reference().toString());
    facts.put("place", binding.place());
    facts.put("type", lower(binding.type()));
    facts.put("required", binding.required());
    return facts;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String text(List<Map<String, Object>> bindings) {
    return Table.of(bindings.stream().map(ListCommand::row).toList());
  }

  private static List<String> row(Map<String, Object> facts) {
    return Stream.of("name", "kind", "method", "reference")
        .map(fact -> String.valueOf(facts.get(fact)))
        .toList();
  }
}
