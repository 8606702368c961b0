package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.KeyFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code git-crypt unlock}. */
final class UnlockCommand implements Command {

  @Override
  public String name() {
    return "unlock";
  }

  @Override
  public String form() {
    return "[KEYFILE | - | REFERENCE ...]";
  }

  @Override
  public String example() {
    return "git-crypt unlock ../git-crypt.key";
  }

  @Override
  public String summary() {
    return "decrypt the repository with keys, or with GPG";
  }

  /** git-crypt takes whatever stands here for a file. */
  @Override
  public boolean takesOptions() {
    return false;
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    return unlock(arguments.positional(), shell);
  }

  static int unlock(List<String> places, Shell shell) throws IOException {
    if (places.isEmpty()) {
      Launcher.repository(shell).unlock();
      return Program.DONE;
    }
    List<KeyFile> keys = new ArrayList<>();
    try {
      for (String place : places) {
        keys.add(KeyInput.read(place, shell));
      }
      Launcher.repository(shell).unlock(keys);
      return Program.DONE;
    } finally {
      keys.forEach(KeyFile::close);
    }
  }
}
