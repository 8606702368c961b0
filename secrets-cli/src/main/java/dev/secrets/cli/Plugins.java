package dev.secrets.cli;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backends that a user installed: jars in a folder of their own. */
final class Plugins {

  private Plugins() {}

  /** Finds the backends of the distribution and those of the plug-in folder. */
  static ClassLoader loader(Map<String, String> environment) {
    ClassLoader ours = Distribution.loader();
    List<URL> jars = folder(environment).map(Plugins::jars).orElse(List.of());
    // Stays open: classes may be loaded from it until the process ends.
    return jars.isEmpty() ? ours : new URLClassLoader(jars.toArray(URL[]::new), ours);
  }

  private static Optional<Path> folder(Map<String, String> environment) {
    return variable(environment, "SECRETS_PLUGINS")
        .or(() -> configuration(environment).map(base -> base.resolve("secrets/plugins")))
        .filter(Files::isDirectory);
  }

  private static Optional<Path> configuration(Map<String, String> environment) {
    return variable(environment, "XDG_CONFIG_HOME")
        .or(() -> variable(environment, "HOME").map(home -> home.resolve(".config")));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(s -> !s.isEmpty()).map(Path::of);
  }

  private static List<URL> jars(Path folder) {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : entries) {
        jars.add(url(jar));
      }
    } catch (IOException unreadable) {
      throw new UsageException(
          "cannot read the plug-in folder '" + folder + "'", "SECRETS_PLUGINS names another one");
    }
    return jars;
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
