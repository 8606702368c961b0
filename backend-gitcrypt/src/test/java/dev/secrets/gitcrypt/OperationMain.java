package dev.secrets.gitcrypt;

import dev.secrets.SecretsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Locks, unlocks or removes a user in a process of its own, which a test can kill. */
final class OperationMain {

  private OperationMain() {}

  /**
   * Arguments: the work tree, then the key file to unlock with, or {@code --remove} and a user, or
   * nothing to lock.
   */
  public static void main(String[] arguments) throws IOException {
    Repository repository = new Repository(Path.of(arguments[0]));
    try {
      if (arguments.length == 1) {
        repository.lock(System.getenv());
      } else if (arguments[1].equals("--remove")) {
        repository.ours(System.getenv()).removeGpgUser(arguments[2], Optional.empty(), true);
      } else {
        KeyFile key = KeyFile.parse(Files.readAllBytes(Path.of(arguments[1])));
        repository.ours(System.getenv()).unlock(List.of(key));
      }
    } catch (SecretsException failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  static List<String> command(Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OperationMain.class.getName()));
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    return command;
  }
}
