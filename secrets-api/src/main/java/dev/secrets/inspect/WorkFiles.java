package dev.secrets.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of a work tree as they lie there, by their path from its root. */
final class WorkFiles {

  private static final int DEPTH = 8;

  private final Path root;

  WorkFiles(Path root) {
    this.root = root;
  }

  boolean exists(String path) {
    return Files.isRegularFile(root.resolve(path));
  }

  boolean isExecutable(String path) {
    return Files.isExecutable(root.resolve(path));
  }

  /** The bytes of a file; empty if there is none that can be read. */
  Optional<byte[]> bytes(String path) {
    try {
      return exists(path) ? Optional.of(Files.readAllBytes(root.resolve(path))) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The text of a file that is none of the secret ones; odd bytes do no harm. */
  Optional<String> text(String path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Whether others than its owner may read a file; no where there are no such permissions. */
  boolean isOpenToOthers(String path) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(root.resolve(path));
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** The files in and below {@code directories}; of the root itself only those in it. */
  Set<String> below(Collection<String> directories) {
    Set<String> found = new TreeSet<>();
    directories.forEach(directory -> found.addAll(in(directory, directory.isEmpty() ? 1 : DEPTH)));
    return found;
  }

  private List<String> in(String directory, int depth) {
    Path start = root.resolve(directory);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> paths =
        Files.find(
            start,
            depth,
            (path, attributes) -> attributes.isRegularFile(),
            EnumSet.noneOf(FileVisitOption.class).toArray(FileVisitOption[]::new))) {
      return paths.map(path -> root.relativize(path).toString().replace('\\', '/')).toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }
}
