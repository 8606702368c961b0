package dev.secrets.cli;

import dev.secrets.Reference;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets rotate}: a new value that a test of the user's has found to work. */
final class RotateCommand implements Command {

  private static final String PENDING = "SECRETS_PENDING_VALUE";

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME --generate N --test CMD";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret, or field of one"));
    NewValue.addGeneration(spec);
    spec.addOption(Options.value("CMD", "put the value to work and try it; for sh -c", "--test"));
    spec.addOption(Options.flag("go back to the value before", "--undo"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "CMD finds the new value in " + PENDING + ". It becomes the current one if CMD ends",
            "with 0; with any other code nothing changes, and this command ends with 1. --undo goes",
            "back to the value before, which AWS keeps as AWSPREVIOUS; that of a file is kept, as it",
            "was protected there, with the user's other state.",
            "",
            "Examples:",
            "  secrets rotate aws:prod/db#password --generate 32 --test ./set-and-try-password",
            "  secrets rotate file:deploy/vars/prod.yml#/api_key --generate 40 --test ./try-key",
            "  secrets rotate aws:prod/db --undo");
  }

  @Override
  public int run(Invocation invocation) {
    if (invocation.has("--undo")) {
      return undo(invocation);
    }
    Target target = Target.of(invocation);
    String test =
        invocation
            .option("--test")
            .orElseThrow(
                () -> new UsageException("'--test' is missing", "use --test true for none"));
    try (Secrets secrets = target.open(new Session(invocation));
        SecretValue candidate = NewValue.generated(invocation)) {
      Reference reference = target.locate(secrets);
      boolean rotated =
          secrets
              .rotate(reference, candidate, value -> passes(test, value, invocation))
              .isPresent();
      if (!rotated) {
        invocation.host().error("the test failed: '" + reference + "' is as it was");
      }
      return rotated ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  private static int undo(Invocation invocation) {
    Target target = Target.of(invocation);
    try (Secrets secrets = target.open(new Session(invocation))) {
      secrets.undoRotation(target.locate(secrets));
      return ExitCode.DONE;
    }
  }

  private static boolean passes(String test, SecretValue candidate, Invocation invocation) {
    Path directory = invocation.directory();
    Child child =
        new Child(
            new ProcessBuilder("sh", "-c", test).directory(directory.toFile()), invocation.host());
    child.environment().put(PENDING, candidate.revealAsString()); // the JDK takes strings only
    try {
      return child.run(new SignalForwarding(SignalForwarding.GRACE)) == ExitCode.DONE;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
