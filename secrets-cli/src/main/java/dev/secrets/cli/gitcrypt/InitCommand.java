package dev.secrets.cli.gitcrypt;

import dev.secrets.Reference;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt init}. */
final class InitCommand implements Command {

  @Override
  public String name() {
    return "init";
  }

  @Override
  public String form() {
    return "[-k NAME] [--store-key REF]";
  }

  @Override
  public String example() {
    return "git-crypt init --store-key aws:ops/git-crypt-key";
  }

  @Override
  public String summary() {
    return "generate a key and prepare the repository";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.keyName());
    spec.addOption(
        Arguments.value("REF", "keep the key there too, such as aws:ops/key", "--store-key"));
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    if (arguments.positional().isEmpty()) {
      return init(arguments, shell);
    }
    if (arguments.keyNameGiven().isPresent()) {
      throw new UsageException("'-k' and a key file exclude each other");
    }
    arguments.exactly(1);
    shell.complain("Warning: 'init' with a key file is deprecated, use 'unlock' instead");
    return UnlockCommand.unlock(arguments.positional(), shell);
  }

  private static int init(Arguments arguments, Shell shell) {
    Optional<Reference> place = arguments.option("--store-key").map(Reference::parse);
    Launcher.repository(shell)
        .init(
            arguments.keyNameGiven(),
            key -> place.ifPresent(reference -> KeyInput.store(key, reference, shell)));
    return Program.DONE;
  }
}
