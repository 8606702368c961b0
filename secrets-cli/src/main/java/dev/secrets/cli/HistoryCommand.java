package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.SecretDescription;
import dev.secrets.SecretVersion;
import dev.secrets.Secrets;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets history}: the versions of a secret and what is known of it, never a value. */
final class HistoryCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret"));
    Options.addJson(spec);
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Newest first: version, labels, time. --json tells description, key and tags too.",
            "",
            "Example:",
            "  secrets history aws:prod/db");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Target target = Target.of(invocation);
    try (Secrets secrets = target.open(new Session(invocation))) {
      Reference reference = target.locate(secrets);
      SecretStore store = secrets.store(reference);
      List<SecretVersion> versions = store.versions(reference.path());
      if (versions.isEmpty()) {
        throw secrets.absent(reference);
      }
      invocation
          .host()
          .print(
              invocation.has("--json")
                  ? Json.line(report(reference, store, versions))
                  : Table.of(versions.stream().map(HistoryCommand::row).toList()));
      return ExitCode.DONE;
    }
  }

  private static Map<String, Object> report(
      Reference reference, SecretStore store, List<SecretVersion> versions) {
    Map<String, Object> report = Json.report("reference", reference);
    if (store.capabilities().contains(Capability.NOTES)) {
      store.describe(reference.path()).ifPresent(known -> add(known, report));
    }
    report.put("versions", versions.stream().map(HistoryCommand::facts).toList());
    return report;
  }

  private static void add(SecretDescription known, Map<String, Object> report) {
    report.put("address", known.address());
    put(report, "description", known.notes().description());
    put(report, "key", known.notes().encryptionKey());
    report.put("tags", known.notes().tags());
    put(report, "created", known.created());
    put(report, "changed", known.changed());
    put(report, "deletion", known.deletion());
  }

  private static Map<String, Object> facts(SecretVersion version) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", version.id());
    facts.put("labels", new TreeSet<>(version.labels()));
    put(facts, "created", version.created());
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, Optional<?> value) {
    value.ifPresent(present -> facts.put(name, present));
  }

  private static List<String> row(SecretVersion version) {
    return List.of(
        version.id(),
        String.join(",", new TreeSet<>(version.labels())),
        version.created().map(Object::toString).orElse(""));
  }
}
