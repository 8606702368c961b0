package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where git keeps the state of a work tree: {@code own} is of this work tree only, {@code common}
 * is shared by all linked work trees; in most repositories they are one. See
 * gitrepository-layout(5).
 */
record GitDirectory(Path own, Path common) {

  private static final String GITFILE_PREFIX = "gitdir: ";

  /** The one git would use in {@code directory}: named by the environment, or found upwards. */
  static Optional<GitDirectory> find(Path directory, Map<String, String> environment) {
    String named = environment.get("GIT_DIR");
    Optional<Path> own =
        named == null
            ? Stream.iterate(directory, parent -> parent != null, Path::getParent)
                .flatMap(GitDirectory::at)
                .findFirst()
            : Optional.of(resolve(directory, named));
    return own.map(found -> new GitDirectory(found, commonOf(found)));
  }

  /**
   * The places that may hold unlocked keys: git-crypt looks into the work tree's own only, so that
   * comes first.
   */
  Stream<KeyStore> keyStores() {
    return Stream.of(own, common).distinct().map(KeyStore::in);
  }

  private static Stream<Path> at(Path directory) {
    Path dotGit = directory.resolve(".git");
    if (Files.isRegularFile(dotGit)) {
      return Stream.of(pointedTo(directory, dotGit));
    }
    return Stream.of(dotGit, directory).filter(GitDirectory::isGitDirectory);
  }

  private static boolean isGitDirectory(Path directory) {
    return Files.exists(directory.resolve("HEAD")) && Files.isDirectory(directory.resolve("refs"));
  }

  /** Submodules and linked work trees have a file for {@code .git}. */
  private static Path pointedTo(Path directory, Path dotGit) {
    String line = read(dotGit);
    if (!line.startsWith(GITFILE_PREFIX)) {
      throw new InvalidInputException("'" + dotGit + "' does not name a git directory");
    }
    return resolve(directory, line.substring(GITFILE_PREFIX.length()));
  }

  private static Path commonOf(Path own) {
    Path pointer = own.resolve("commondir");
    return Files.isRegularFile(pointer) ? resolve(own, read(pointer)) : own;
  }

  private static Path resolve(Path base, String path) {
    try {
      return base.resolve(path).normalize();
    } catch (InvalidPathException illegal) {
      throw new InvalidInputException("'" + base + "' points to a git directory that cannot be");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).stripTrailing();
    } catch (IOException failure) {
      throw UnusableFile.of(file, failure);
    }
  }
}
