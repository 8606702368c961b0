package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.LockRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt lock}. */
final class LockCommand implements Command {

  @Override
  public String name() {
    return "lock";
  }

  @Override
  public String form() {
    return "[-k NAME | -a] [-f] [--all-worktrees]";
  }

  @Override
  public String example() {
    return "git-crypt lock --all";
  }

  @Override
  public String summary() {
    return "encrypt the files of the repository and remove its key";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.keyName());
    spec.addOption(Arguments.flag("lock every key", "-a", "--all"));
    spec.addOption(
        Arguments.flag("lock even if encrypted files were changed: loses it", "-f", "--force"));
    spec.addOption(Arguments.flag("lock the other work trees too", "--all-worktrees"));
  }

  @Override
  public int run(Arguments arguments, Shell shell) {
    arguments.refuseTogether("--all", "--key-name");
    arguments.exactly(0);
    Launcher.repository(shell)
        .lock(
            new LockRequest(
                arguments.keyNameGiven(),
                arguments.has("--all"),
                arguments.has("--force"),
                arguments.has("--all-worktrees")));
    return Program.DONE;
  }
}
