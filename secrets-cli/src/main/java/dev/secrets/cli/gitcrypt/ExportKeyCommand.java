package dev.secrets.cli.gitcrypt;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt export-key}. */
final class ExportKeyCommand implements Command {

  @Override
  public String name() {
    return "export-key";
  }

  @Override
  public String form() {
    return "[-k NAME] FILE";
  }

  @Override
  public String example() {
    return "git-crypt export-key ../git-crypt.key";
  }

  @Override
  public String summary() {
    return "write the key of an unlocked repository to a file";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.keyName());
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    String file = arguments.exactly(1).get(0);
    byte[] key = Launcher.repository(shell).exportKey(arguments.keyNameGiven());
    KeyOutput.write(key, file, shell);
    return Program.DONE;
  }
}
