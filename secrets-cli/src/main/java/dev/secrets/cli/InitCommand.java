package dev.secrets.cli;

import dev.secrets.Secrets;
import dev.secrets.plan.Plan;
import dev.secrets.plan.Planner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets init}: a project, made ready for a method, or a new environment of it. */
final class InitCommand implements Command {

  private static final String ENVIRONMENT = "env";

  @Override
  public String form() {
    return "[--method METHOD] [OPTIONS] | env NAME";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "env", "make a new environment from the examples"));
    spec.addPositional(Options.parameter(1, "NAME", "its name"));
    spec.addOption(
        Options.value("METHOD", "git-crypt, ansible-vault, aws, or another backend", "--method"));
    spec.addOption(
        Options.repeated("NAME", "only this environment; may be repeated", "-e", "--env"));
    spec.addOption(Options.flag("only tell what would be done", "--dry-run"));
    Options.addJson(spec);
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Without --method a manifest is written for the layout that is found. Doing it again",
            "changes nothing; secrets undo takes it back.",
            "",
            "Examples:",
            "  secrets init --method ansible-vault",
            "  secrets init env qa");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    try (Secrets secrets = new Session(invocation).openForPlans();
        Plan plan = plan(invocation, secrets.planner())) {
      return new PlanReport(invocation, "init")
          .run(plan, !invocation.has("--dry-run"), "secrets init does it");
    }
  }

  private static Plan plan(Invocation invocation, Planner planner) {
    Optional<String> word = invocation.parameter(0);
    if (word.isPresent()) {
      String name =
          invocation
              .parameter(1)
              .filter(given -> word.get().equals(ENVIRONMENT))
              .orElseThrow(() -> new UsageException("'init' takes nothing, or 'env NAME'"));
      return planner.environment(name);
    }
    List<String> environments = invocation.options("-e");
    return invocation
        .option("--method")
        .map(method -> planner.init(method, environments))
        .orElseGet(planner::manifest);
  }
}
