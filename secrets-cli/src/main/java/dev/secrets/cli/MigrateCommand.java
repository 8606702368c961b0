package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.Secrets;
import dev.secrets.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets migrate}: secrets move to another method, or to a place that is named. */
final class MigrateCommand implements Command {

  @Override
  public String form() {
    return "REFERENCE|FILE|NAME... --to METHOD|STORE:PATH [--apply]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.parameters("REFERENCE|FILE|NAME", "files, values in them, or names with -e"));
    spec.addOption(
        Options.value(
            "TARGET", "ansible-vault, git-crypt, aws, plaintext, or a reference", "--to"));
    spec.addOption(Options.flag("do it; without it the plan is only told", "--apply"));
    Options.addJson(spec);
    Options.addDirectory(spec);
    spec.addOption(Options.value("NAME", "the environment that names are bound in", "-e", "--env"));
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "What is written is read back and compared before anything goes; secrets undo takes",
            "it back.",
            "",
            "Examples:",
            "  secrets migrate deploy/vars/prod.yml --to git-crypt",
            "  secrets migrate file:deploy/files/.env.prod#SMTP_PASSWORD --to aws --apply");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String target =
        invocation
            .option("--to")
            .orElseThrow(() -> new UsageException("'--to' is missing", "name where it shall go"));
    if (invocation.parameters().isEmpty()) {
      throw new UsageException("nothing is named that shall move");
    }
    try (Secrets secrets = new Session(invocation).openForPlans()) {
      List<Reference> sources =
          invocation.parameters().stream().map(word -> source(invocation, secrets, word)).toList();
      try (Plan plan = secrets.planner().migrate(sources, target)) {
        return new PlanReport(invocation, "migrate")
            .run(plan, invocation.has("--apply"), "--apply does it");
      }
    }
  }

  private static Reference source(Invocation invocation, Secrets secrets, String word) {
    if (Files.exists(invocation.directory().resolve(word))) {
      return Reference.of("file", word);
    }
    if (Reference.looksLikeOne(word)) {
      return Target.parse(word);
    }
    if (secrets.environment().isEmpty()) {
      throw new UsageException(
          "'" + word + "' is neither a file nor a reference", "-e ENV makes names be understood");
    }
    return secrets.binding(word).reference();
  }
}
