package dev.secrets.gitcrypt;

import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An index that holds the files of one commit, so that git finds the attributes they had. */
final class TemporaryIndex implements AutoCloseable {

  private final Path directory;
  private final Git git;

  private TemporaryIndex(Path directory, Git git) {
    this.directory = directory;
    this.git = git;
  }

  static TemporaryIndex of(Git git, String commit) {
    try {
      Path directory = Files.createTempDirectory("secrets");
      TemporaryIndex index =
          new TemporaryIndex(directory, git.withIndex(directory.resolve("index")));
      index.git.run("read-tree", commit);
      return index;
    } catch (IOException failure) {
      throw new StorageException("cannot create a temporary directory");
    }
  }

  Git git() {
    return git;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(directory.resolve("index"));
      Files.deleteIfExists(directory);
    } catch (IOException left) {
      // It holds names and ids only.
    }
  }
}
