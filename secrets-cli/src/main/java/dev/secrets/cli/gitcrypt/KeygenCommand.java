package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.KeyFile;
import java.io.IOException;
import java.security.SecureRandom;

/** {@code git-crypt keygen}. */
final class KeygenCommand implements Command {

  @Override
  public String name() {
    return "keygen";
  }

  @Override
  public String form() {
    return "FILE";
  }

  @Override
  public String example() {
    return "git-crypt keygen ../git-crypt.key";
  }

  @Override
  public String summary() {
    return "generate a key file; needs no repository";
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    String file = arguments.exactly(1).get(0);
    try (KeyFile key = KeyFile.generate(new SecureRandom())) {
      KeyOutput.create(key.toBytes(), file, shell);
    }
    return Program.DONE;
  }
}
