package dev.secrets.cli;

import dev.secrets.plan.Plan;
import dev.secrets.plan.Step;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a plan, and carries it out if it is meant to be. */
final class PlanReport {

  private final Invocation invocation;
  private final String command;

  PlanReport(Invocation invocation, String command) {
    this.invocation = invocation;
    this.command = command;
  }

  /**
   * Returns the exit code.
   *
   * @param hint how a plan that is only told is carried out
   */
  int run(Plan plan, boolean apply, String hint) throws IOException {
    List<Step> steps = plan.steps();
    Optional<String> id =
        apply
            ? plan.carryOut(
                Journals.journals(invocation.host()), words(), invocation.host().directory())
            : Optional.empty();
    invocation.host().print(invocation.has("--json") ? json(steps, apply, id) : text(steps));
    if (!invocation.has("--json") && !steps.isEmpty()) {
      invocation.host().hint(id.map(run -> "secrets undo " + run + " takes it back").orElse(hint));
    }
    return ExitCode.DONE;
  }

  private List<String> words() {
    return Stream.concat(Stream.of("secrets", command), invocation.arguments().words().stream())
        .toList();
  }

  private static String text(List<Step> steps) {
    if (steps.isEmpty()) {
      return "nothing to do: everything is as it should be\n";
    }
    return Table.of(
        steps.stream()
            .map(step -> List.of(step.kind().toString(), step.place(), step.detail()))
            .toList());
  }

  private static String json(List<Step> steps, boolean applied, Optional<String> id) {
    Map<String, Object> report = Json.report("applied", applied && !steps.isEmpty());
    id.ifPresent(run -> report.put("id", run));
    report.put("steps", steps.stream().map(PlanReport::json).toList());
    return Json.line(report);
  }

  private static Map<String, Object> json(Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", step.kind().toString());
    json.put("place", step.place());
    json.put("detail", step.detail());
    return json;
  }
}
