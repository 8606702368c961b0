package dev.secrets.cli.gitcrypt;

import dev.secrets.Reference;
import dev.secrets.gitcrypt.GitCryptRepository;
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
    Optional<Reference> store = arguments.option("--store-key").map(Reference::parse);
    GitCryptRepository repository = Launcher.repository(shell);
    repository.init(arguments.keyNameGiven());
    store.ifPresent(
        place -> KeyInput.store(repository.exportKey(arguments.keyNameGiven()), place, shell));
    return Program.DONE;
  }
}
