package dev.secrets.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
