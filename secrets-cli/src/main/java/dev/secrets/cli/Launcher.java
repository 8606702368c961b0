package dev.secrets.cli;

import dev.secrets.UnsupportedCapabilityException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the script lies that starts us: in {@code bin}, beside the {@code lib} of our jar. */
public final class Launcher {

  private static final String NAME = "secrets";

  private Launcher() {}

  /**
   * Its path.
   *
   * @throws UnsupportedCapabilityException if we were not started from a distribution
   */
  static Path path() {
    return find()
        .orElseThrow(
            () ->
                new UnsupportedCapabilityException(
                    "the launcher is not where it should be, beside the jars"));
  }

  /**
   * How another program starts one of our front ends: by the name of the launcher if that is what
   * is found on the {@code PATH}, else by its path; outside of a distribution, as in tests, by
   * Java.
   */
  public static List<String> command(Map<String, String> environment, String frontEnd) {
    return find()
        .map(path -> List.of(isSame(path, onPath(environment)) ? NAME : path.toString(), frontEnd))
        .orElseGet(() -> java(frontEnd));
  }

  private static Optional<Path> find() {
    return Optional.of(jar())
        .filter(Files::isRegularFile)
        .map(Path::getParent)
        .map(Path::getParent)
        .map(home -> home.resolve("bin").resolve(NAME))
        .filter(Files::isExecutable);
  }

  private static List<String> java(String frontEnd) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.secrets.cli.%s.Main".formatted(frontEnd.replace("-", "")));
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

  private static Path jar() {
    try {
      return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("the JDK makes it", impossible);
    }
  }
}
