package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.ReferenceForm;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets reference explain}: what a reference means, without asking any store. */
final class ReferenceCommand implements Command {

  @Override
  public String form() {
    return "explain REFERENCE [--json]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "explain", "the only thing to do with one here"));
    spec.addPositional(Options.parameter(1, "REFERENCE", "ours, or one of another tool"));
    Options.addJson(spec);
    spec.usageMessage()
        .footer(
            "",
            "Understood are ARNs, whole or without their last seven characters, also with the fields",
            "of an ECS valueFrom, {{resolve:secretsmanager:...}} of CloudFormation,",
            "aws-secretsmanager: of Spring and ref+awssecrets:// of vals.",
            "",
            "Example:",
            "  secrets reference explain 'ref+awssecrets://prod/db#/password'");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    if (!invocation.parameter(0).filter("explain"::equals).isPresent()) {
      throw new UsageException("a reference can be explained", "secrets reference explain REF");
    }
    String text =
        invocation.parameter(1).orElseThrow(() -> new UsageException("no reference is given"));
    Map<String, Object> facts = facts(text, Target.parse(text));
    invocation.host().print(invocation.has("--json") ? json(facts) : table(facts));
    return ExitCode.DONE;
  }

  private static Map<String, Object> facts(String text, Reference reference) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("reference", reference);
    facts.put("form", ReferenceForm.of(text).name().toLowerCase(Locale.ROOT));
    facts.put("store", reference.store());
    facts.put("path", reference.path());
    facts.putAll(reference.options());
    if (!reference.pointer().isRoot()) {
      facts.put("pointer", reference.pointer());
    }
    return facts;
  }

  private static String json(Map<String, Object> facts) {
    Map<String, Object> report = Json.report("reference", String.valueOf(facts.get("reference")));
    facts.forEach(report::putIfAbsent);
    return Json.line(report);
  }

  private static String table(Map<String, Object> facts) {
    return Table.of(
        facts.entrySet().stream()
            .map(fact -> List.of(fact.getKey(), String.valueOf(fact.getValue())))
            .toList());
  }
}
