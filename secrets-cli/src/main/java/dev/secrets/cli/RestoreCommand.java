package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.Secrets;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code secrets restore}: an earlier version is the current one again; one move, no new version.
 */
final class RestoreCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret"));
    spec.addOption(Options.value("ID", "this version; else the one before", "--version"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Nothing is lost: the version that was current becomes the one before.",
            "",
            "Example:",
            "  secrets restore aws:prod/db");
  }

  @Override
  public int run(Invocation invocation) {
    VersionSelector version =
        invocation
            .option("--version")
            .map(VersionSelector::id)
            .orElseGet(VersionSelector::previous);
    Target target = Target.of(invocation);
    try (Secrets secrets = target.open(new Session(invocation))) {
      Reference reference = target.locate(secrets);
      secrets.store(reference).promote(reference.path(), version, WriteCondition.any());
      return ExitCode.DONE;
    }
  }
}
