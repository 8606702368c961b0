package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.FilterProgram;
import dev.secrets.gitcrypt.GitCryptRepository;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** How git is to start this program: by the distribution's launcher that it was started by. */
final class Launcher {

  private static final String NAME = "secrets";
  private static final String COMMAND = "git-crypt";

  private Launcher() {}

  static GitCryptRepository repository(Shell shell) {
    return new GitCryptRepository(shell.context(Map.of()), program(shell.environment()));
  }

  static FilterProgram program(Map<String, String> environment) {
    Path code = code();
    if (!Files.isRegularFile(code)) {
      return outsideOfADistribution();
    }
    Path launcher = Objects.requireNonNull(code.getParent()).resolveSibling("bin").resolve(NAME);
    boolean onPath = isSame(launcher, onPath(environment));
    return FilterProgram.of(onPath ? NAME : launcher.toString(), List.of(COMMAND));
  }

  /** The jar that this class came in, or the directory of classes. */
  private static Path code() {
    try {
      return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As in tests. */
  private static FilterProgram outsideOfADistribution() {
    return FilterProgram.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
  }

  private static Path onPath(Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, NAME))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(NAME));
  }

  private static boolean isSame(Path launcher, Path other) {
    try {
      return Files.exists(other) && Files.isSameFile(launcher, other);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
