package dev.secrets.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a layout keeps one file per environment.
 *
 * @param directory relative to the root of the project, empty for the root itself
 * @param before what its name begins with, before the environment
 * @param after what it ends with
 */
record FilePattern(String directory, String before, String after) {

  /** The file of {@code environment}, relative to the root. */
  String path(String environment) {
    return (directory.isEmpty() ? "" : directory + "/") + before + environment + after;
  }

  /** The environment whose file {@code path} is, if it is one of these. */
  Optional<String> environment(String path) {
    String start = path("").substring(0, path("").length() - after.length());
    boolean fits =
        path.length() > start.length() + after.length()
            && path.startsWith(start)
            && path.endsWith(after)
            && path.indexOf('/', directory.isEmpty() ? 0 : directory.length() + 1) < 0;
    return fits
        ? Optional.of(path.substring(start.length(), path.length() - after.length()))
        : Optional.empty();
  }

  boolean hasDirectory(Path root) {
    return Files.isDirectory(root.resolve(directory));
  }

  /** The environments that have such a file. */
  Set<String> environments(Path root) {
    Set<String> names = new TreeSet<>();
    if (hasDirectory(root)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(directory))) {
        entries.forEach(entry -> addEnvironment(entry, names));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return names;
  }

  private void addEnvironment(Path entry, Set<String> names) {
    String name = String.valueOf(entry.getFileName());
    if (name.length() > before.length() + after.length()
        && name.startsWith(before)
        && name.endsWith(after)
        && Files.isRegularFile(entry)) {
      names.add(name.substring(before.length(), name.length() - after.length()));
    }
  }
}
