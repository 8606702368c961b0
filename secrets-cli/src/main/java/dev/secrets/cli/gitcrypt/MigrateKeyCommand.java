package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.KeyFile;
import java.io.IOException;
import java.util.List;

/** {@code git-crypt migrate-key}. */
final class MigrateKeyCommand implements Command {

  @Override
  public String name() {
    return "migrate-key";
  }

  @Override
  public String form() {
    return "OLD NEW";
  }

  @Override
  public String example() {
    return "git-crypt migrate-key old.key new.key";
  }

  @Override
  public String summary() {
    return "convert a key file of git-crypt before 0.4";
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    List<String> files = arguments.exactly(2);
    try (KeyFile key = KeyInput.readLegacy(files.get(0), shell)) {
      KeyOutput.write(key.toBytes(), files.get(1), shell);
    }
    return Program.DONE;
  }
}
