package dev.secrets.cli;

import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.project.BindingKind;
import dev.secrets.project.Environment;
import dev.secrets.project.Finding;
import dev.secrets.project.TaskSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets environments}: what the project has, also where a part of it cannot be opened. */
final class EnvironmentsCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS]";
  }

  @Override
  public void describe(CommandSpec spec) {
    Options.addJson(spec);
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "An environment that cannot be opened is shown with its error, and the exit code",
            "tells what sort of error it is.",
            "",
            "Example:",
            "  secrets environments --json");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Session session = new Session(invocation);
    try (Secrets secrets = session.open()) {
      List<Map<String, Object>> environments = new ArrayList<>();
      List<SecretsException> failures = new ArrayList<>();
      Set<Finding> findings = new LinkedHashSet<>();
      for (String name : secrets.project().environments()) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        environments.add(facts);
        try {
          Environment environment = secrets.project().environment(name);
          addTo(facts, environment);
          findings.addAll(environment.findings());
        } catch (SecretsException failure) {
          facts.put("error", String.valueOf(failure.getMessage()));
          failures.add(failure.in("environment '" + name + "'"));
        }
      }
      session.warnOf(findings);
      invocation
          .host()
          .print(
              invocation.has("--json")
                  ? Json.line(Json.report("environments", environments))
                  : text(environments));
      if (!failures.isEmpty()) {
        throw SeveralFailuresException.of(failures);
      }
      return ExitCode.DONE;
    }
  }

  private static void addTo(Map<String, Object> facts, Environment environment) {
    facts.put("layout", environment.layout());
    facts.put("runtime", names(environment, BindingKind.RUNTIME));
    facts.put("deployment", names(environment, BindingKind.DEPLOYMENT));
  }

  private static Collection<String> names(Environment environment, BindingKind kind) {
    return environment.bindings(kind, TaskSelection.defaults()).keySet();
  }

  private static String text(List<Map<String, Object>> environments) {
    StringBuilder text = new StringBuilder();
    for (Map<String, Object> facts : environments) {
      List<List<String>> rows = new ArrayList<>();
      facts.forEach((fact, value) -> rows.add(List.of(fact, shown(value))));
      text.append(text.isEmpty() ? "" : "\n").append(Table.of(rows));
    }
    return text.toString();
  }

  private static String shown(Object value) {
    return value instanceof Collection<?> names
        ? String.join(", ", names.stream().map(String::valueOf).toList())
        : value.toString();
  }
}
