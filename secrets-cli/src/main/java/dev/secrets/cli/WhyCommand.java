package dev.secrets.cli;

import dev.secrets.inspect.Origin;
import dev.secrets.project.Binding;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets why}: where a value comes from, without the value. */
final class WhyCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] NAME";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "NAME", "what the environment binds"));
    Options.addJson(spec);
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Shows where the value is kept, what it overrode, its version and age, and who could",
            "read it.",
            "",
            "Example:",
            "  secrets why -e prod POSTGRES_SECRETS");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String name = invocation.parameter(0).orElseThrow(() -> new UsageException("no name is given"));
    Session session = new Session(invocation);
    Origin origin =
        Origin.of(
            session::builder,
            session.context().build(),
            session.environmentName(),
            session.tasks(),
            name);
    Map<String, Object> facts = facts(origin, invocation.has("--json"));
    invocation.host().print(invocation.has("--json") ? Json.line(facts) : text(facts));
    return ExitCode.DONE;
  }

  private static Map<String, Object> facts(Origin origin, boolean forPrograms) {
    Map<String, Object> facts =
        forPrograms
            ? Json.report("name", origin.binding().name())
            : new LinkedHashMap<>(Map.of("name", origin.binding().name()));
    facts.put("environment", origin.environment());
    facts.put("kind", StatusCommand.word(origin.binding().kind()));
    facts.put("method", origin.method());
    facts.put("reference", origin.binding().reference().toString());
    facts.put("place", origin.binding().place());
    origin.version().ifPresent(version -> facts.put("version", version));
    origin
        .changed()
        .ifPresent(at -> facts.put("changed", forPrograms ? at.toString() : at + " " + ago(at)));
    facts.put("readers", origin.readers());
    facts.put("overrode", overridden(origin, forPrograms));
    Optional<String> problem = origin.problem();
    problem.ifPresent(text -> facts.put("problem", text));
    return facts;
  }

  private static Object overridden(Origin origin, boolean forPrograms) {
    List<Object> others = new ArrayList<>();
    for (Binding binding : origin.overridden()) {
      others.add(
          forPrograms
              ? Map.of("reference", binding.reference().toString(), "place", binding.place())
              : binding.reference() + " (" + binding.place() + ")");
    }
    return forPrograms
        ? others
        : others.isEmpty()
            ? "nothing"
            : String.join(", ", others.stream().map(String::valueOf).toList());
  }

  private static String ago(Instant at) {
    long days = Duration.between(at, Clock.systemUTC().instant()).toDays();
    return days == 0 ? "(today)" : days == 1 ? "(1 day ago)" : "(" + days + " days ago)";
  }

  private static String text(Map<String, Object> facts) {
    List<List<String>> rows = new ArrayList<>();
    facts.forEach((fact, value) -> rows.add(List.of(fact, value.toString())));
    return Table.of(rows);
  }
}
