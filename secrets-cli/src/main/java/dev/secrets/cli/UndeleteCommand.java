package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.Secrets;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets undelete}: a deleted secret that the store still keeps. */
final class UndeleteCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage().footer("", "Example:", "  secrets undelete aws:prod/old");
  }

  @Override
  public int run(Invocation invocation) {
    Target target = Target.of(invocation);
    try (Secrets secrets = target.open(new Session(invocation))) {
      Reference reference = target.locate(secrets);
      if (!secrets.store(reference).undelete(reference.path())) {
        throw secrets.absent(reference);
      }
      return ExitCode.DONE;
    }
  }
}
