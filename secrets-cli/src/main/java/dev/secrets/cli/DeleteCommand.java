package dev.secrets.cli;

import dev.secrets.DeleteMode;
import dev.secrets.Reference;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.VersionSelector;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets delete}: a secret, for as long as the store keeps it or for good. */
final class DeleteCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] REFERENCE|NAME";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "REFERENCE|NAME", "which secret"));
    spec.addOption(
        Options.value(
            "N", "it can be brought back for N days; else the store's own", "--recovery-days"));
    spec.addOption(Options.flag("at once and for good", "--now"));
    spec.addOption(Options.flag("do not ask", "--yes"));
    Options.addEnvironment(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Where a store keeps what is deleted, secrets undelete brings it back.",
            "",
            "Example:",
            "  secrets delete aws:prod/old --recovery-days 7 --yes");
  }

  @Override
  public int run(Invocation invocation) {
    Target target = Target.of(invocation);
    DeleteMode mode = mode(invocation);
    try (Secrets secrets = target.open(new Session(invocation))) {
      Reference reference = target.locate(secrets);
      if (!reference.pointer().isRoot() || reference.version() != VersionSelector.current()) {
        throw new UsageException(
            "only a whole secret can be deleted", "leave out the version and the field");
      }
      confirm(invocation, reference, mode);
      if (!secrets.store(reference).delete(reference.path(), mode)) {
        throw secrets.absent(reference);
      }
      return ExitCode.DONE;
    }
  }

  private static DeleteMode mode(Invocation invocation) {
    boolean now = invocation.has("--now");
    if (now && invocation.has("--recovery-days")) {
      throw new UsageException("'--now' and '--recovery-days' exclude each other");
    }
    return now
        ? DeleteMode.immediate()
        : invocation
            .option("--recovery-days")
            .map(
                days ->
                    DeleteMode.recoverable(
                        Duration.ofDays(Numbers.positive("--recovery-days", days))))
            .orElseGet(DeleteMode::recoverable);
  }

  private static void confirm(Invocation invocation, Reference reference, DeleteMode mode) {
    if (invocation.has("--yes")) {
      return;
    }
    String how = mode == DeleteMode.immediate() ? " for good" : "";
    try (SecretValue answer =
            invocation
                .host()
                .prompter()
                .readHidden("Delete '" + reference + "'" + how + "? Type yes: ")
                .orElseThrow(
                    () -> new UsageException("there is no terminal to ask at", "use --yes"));
        SecretValue yes = SecretValue.ofText("yes")) {
      if (!answer.matches(yes)) {
        throw new UsageException("nothing was deleted");
      }
    }
  }
}
