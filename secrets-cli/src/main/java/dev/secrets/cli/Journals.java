package dev.secrets.cli;

import dev.secrets.file.FileChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where journals, and values from before a rotation, are kept: with the user's other state. */
public final class Journals {

  private static final String JOURNALS = "journals";
  private static final String PREVIOUS = "previous";
  private static final String AUDIT = "audit";

  private Journals() {}

  /** Changes that leave their journals in the user's directory. */
  public static FileChanges of(Host host) {
    return new FileChanges(journals(host), ProgressBar.of(host));
  }

  /** The directory of journals, and of what it takes to undo a run that is at its end. */
  static Path journals(Host host) {
    return directory(host.environment(), JOURNALS);
  }

  /** The directory of values that rotations in files replaced. */
  static Path previousValues(Host host) {
    return directory(host.environment(), PREVIOUS);
  }

  /** The directory of the log of who used which secrets. */
  static Path audit(Host host) {
    return directory(host.environment(), AUDIT);
  }

  private static Path directory(Map<String, String> environment, String folder) {
    return Stream.of(
            variable(environment, "XDG_STATE_HOME"),
            variable(environment, "HOME").map(home -> home.resolve(".local").resolve("state")))
        .flatMap(Optional::stream)
        .filter(Journals::canBeMade)
        .findFirst()
        .map(base -> base.resolve("secrets").resolve(folder))
        .orElseGet(() -> withoutHome(folder));
  }

  private static Path withoutHome(String folder) {
    return Path.of(System.getProperty("java.io.tmpdir"))
        .resolve("secrets-" + folder + "-" + System.getProperty("user.name"));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(Path::of).filter(Path::isAbsolute);
  }

  private static boolean canBeMade(Path base) {
    Path existing = base;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.isDirectory(existing) && Files.isWritable(existing);
  }
}
