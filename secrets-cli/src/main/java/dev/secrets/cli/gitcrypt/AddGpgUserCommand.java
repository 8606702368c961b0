package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.AddUserRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt add-gpg-user}. */
final class AddGpgUserCommand implements Command {

  @Override
  public String name() {
    return "add-gpg-user";
  }

  @Override
  public String form() {
    return "[-k NAME] [-n] [--trusted] USER ...";
  }

  @Override
  public String example() {
    return "git-crypt add-gpg-user --trusted alice.asc";
  }

  @Override
  public String summary() {
    return "give the key to collaborators, encrypted for their OpenPGP keys";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.keyName());
    spec.addOption(Arguments.flag("stage it, and leave the commit to you", "-n", "--no-commit"));
    spec.addOption(Arguments.flag("the OpenPGP keys are known to be theirs", "--trusted"));
  }

  @Override
  public int run(Arguments arguments, Shell shell) {
    if (arguments.positional().isEmpty()) {
      throw new UsageException("no user is given");
    }
    Launcher.repository(shell)
        .addGpgUsers(
            new AddUserRequest(
                arguments.keyNameGiven(),
                arguments.positional(),
                arguments.has("--trusted"),
                !arguments.has("--no-commit")));
    return Program.DONE;
  }
}
