package dev.secrets.cli.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.gitcrypt.KeyFile;
import java.io.IOException;
import java.util.Arrays;
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
  public String summary() {
    return "convert a key file of git-crypt before 0.4";
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    List<String> files = arguments.exactly(2);
    byte[] old = KeyInput.bytes(files.get(0), shell);
    try (KeyFile key = KeyFile.parseLegacy(old)) {
      KeyOutput.write(key.toBytes(), files.get(1), shell);
    } catch (InvalidInputException unusable) {
      throw unusable.in("'" + files.get(0) + "'");
    } finally {
      Arrays.fill(old, (byte) 0);
    }
    return Program.DONE;
  }
}
