package dev.secrets.cli;

import dev.secrets.UnsupportedCapabilityException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the script lies that starts us: in {@code bin}, beside the {@code lib} of our jar. */
final class Launcher {

  private Launcher() {}

  /**
   * Its path.
   *
   * @throws UnsupportedCapabilityException if we were not started from a distribution
   */
  static Path path() {
    return Optional.of(jar())
        .map(Path::getParent)
        .map(Path::getParent)
        .map(home -> home.resolve("bin").resolve("secrets"))
        .filter(Files::isExecutable)
        .orElseThrow(
            () ->
                new UnsupportedCapabilityException(
                    "the launcher is not where it should be, beside the jars"));
  }

  private static Path jar() {
    try {
      return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("the JDK makes it", impossible);
    }
  }
}
