package dev.secrets.cli.gitcrypt;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt init}. */
final class InitCommand implements Command {

  @Override
  public String name() {
    return "init";
  }

  @Override
  public String form() {
    return "[-k NAME]";
  }

  @Override
  public String summary() {
    return "generate a key and prepare the repository";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.keyName());
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    if (arguments.positional().isEmpty()) {
      Launcher.repository(shell).init(arguments.keyNameGiven());
      return Program.DONE;
    }
    if (arguments.keyNameGiven().isPresent()) {
      throw new UsageException("'-k' and a key file exclude each other");
    }
    arguments.exactly(1);
    shell.complain("Warning: 'init' with a key file is deprecated, use 'unlock' instead");
    return UnlockCommand.unlock(arguments.positional(), shell);
  }
}
