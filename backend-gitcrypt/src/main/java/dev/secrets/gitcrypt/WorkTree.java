package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.WriteConflictException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A work tree of a repository: where its files stand, and where git keeps its state.
 *
 * @param top the directory of its files
 * @param directory its own state, and what it shares with the other work trees
 */
record WorkTree(Path top, GitDirectory directory) {

  private static final String ENTRY = "worktree ";

  /** The one that {@code git} stands in. */
  static WorkTree current(Git git) {
    GitProcess.Result top = git.attempt("rev-parse", "--show-toplevel");
    if (top.exit() != 0) {
      directoryOf(git); // tells of what is no repository at all
      throw new InvalidInputException(
          "this operation needs a work tree, and the repository is bare",
          "run it in a clone of the repository");
    }
    Path path = Path.of(top.line());
    return new WorkTree(path, directoryOf(git.in(path)));
  }

  /** The top of the work tree; of a bare repository, its directory. */
  static Path topOf(Git git) {
    GitProcess.Result top = git.attempt("rev-parse", "--show-toplevel");
    return top.exit() == 0 ? Path.of(top.line()) : directoryOf(git).own();
  }

  /** The state of the repository that {@code git} stands in, which may be bare. */
  static GitDirectory directoryOf(Git git) {
    GitProcess.Result result = git.attempt("rev-parse", "--absolute-git-dir", "--git-common-dir");
    if (result.exit() != 0) {
      throw new InvalidInputException(
          "not in a git repository", "run it in a clone, or begin one with git init");
    }
    List<String> lines = result.line().lines().toList();
    Path own = Path.of(lines.get(0));
    return new GitDirectory(own, git.directory().resolve(lines.get(1)).normalize());
  }

  /** All others that have files. */
  List<WorkTree> others(Git git) {
    return git.run("worktree", "list", "--porcelain").line().lines().toList().stream()
        .filter(line -> line.startsWith(ENTRY))
        .map(line -> Path.of(line.substring(ENTRY.length())))
        .filter(path -> !path.equals(top) && Files.exists(path.resolve(".git")))
        .map(path -> new WorkTree(path, directoryOf(git.elsewhere(path))))
        .toList();
  }

  KeyStore ownKeys() {
    return KeyStore.in(directory.own());
  }

  KeyStore commonKeys() {
    return KeyStore.in(directory.common());
  }

  /** The key of that name as it is used here, which the caller closes. */
  Optional<KeyFile> key(KeyName name) {
    return ownKeys().find(name).or(() -> commonKeys().find(name));
  }

  /** Every key that is kept for it, or for all work trees. */
  List<KeyName> keyNames() {
    return Stream.concat(ownKeys().names().stream(), commonKeys().names().stream())
        .distinct()
        .toList();
  }

  /** Whether files are decrypted here with a key; not so with one that only others use. */
  boolean isOpen(KeyName name, DriverConfig config) {
    boolean shared = sharesItsKeys() || config.decrypts(new Driver(name));
    return ownKeys().has(name) || (commonKeys().has(name) && shared);
  }

  /** The main work tree keeps its keys where all others find them. */
  boolean sharesItsKeys() {
    return ownKeys().isSameAs(commonKeys());
  }

  Journal journal() {
    return Journal.ofFiles(directory.own());
  }

  Journal removal() {
    return Journal.ofRemoval(directory.own());
  }

  /** Half of the files may be under a key that the next step would take away. */
  void requireNoBrokenRemoval() {
    if (removal().exists()) {
      throw new WriteConflictException(
          "the removal of a collaborator was broken off here",
          "'git-crypt rm-gpg-user --abort' undoes it; the same command as before does it again");
    }
  }
}
