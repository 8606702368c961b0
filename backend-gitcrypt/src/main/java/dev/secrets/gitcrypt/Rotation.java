package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts a new key in the place of another: the attributes, the files in the index, the key and its
 * driver, and those who are given it. What fails is undone at once; what was killed is undone by
 * {@link #recover}, which finds both names in a journal.
 */
final class Rotation {

  private static final String OLD = "old ";
  private static final String NEW = "new ";

  private final FilterProgram program;
  private final WorkTree tree;
  private final Git git;
  private final Collaborators collaborators;
  private final Journal journal;

  /**
   * @param git standing at the top of {@code tree}
   */
  Rotation(FilterProgram program, WorkTree tree, Git git, Collaborators collaborators) {
    this.program = program;
    this.tree = tree;
    this.git = git;
    this.collaborators = collaborators;
    this.journal = tree.removal();
  }

  /**
   * Puts the new key in place.
   *
   * @param wrapping gives it to those who stay
   * @param withdrawn what the removed one was given of the old key, and of older ones
   * @param message of the commit; empty to leave that to the user
   */
  void run(
      KeyName old,
      KeyFile newKey,
      Wrapping wrapping,
      List<Path> withdrawn,
      Optional<String> message) {
    journal.begin(OLD + old.text(), NEW + newKey.name().text());
    try {
      replace(new Driver(old), newKey, new ArrayList<>(wrapping.write()));
      change(raw(withdrawn), "rm", "-q", "--pathspec-from-file=-", "--pathspec-file-nul");
      message.ifPresent(text -> change(List.of(), "commit", "-q", "-m", text));
    } catch (RuntimeException failure) {
      undo(old, newKey.name(), failure);
      throw failure;
    }
    journal.end();
  }

  /** Returns the files that it wrote. */
  @FunctionalInterface
  interface Wrapping {
    List<Path> write();
  }

  private void change(List<String> records, String... command) {
    git.feed(records, journal::working, command);
  }

  private static List<String> raw(List<Path> files) {
    return files.stream().map(file -> GitText.raw(file.toString())).toList();
  }

  /**
   * Undoes what a killed process has left, unless it got as far as the commit.
   *
   * @return whether there was something to undo
   */
  boolean recover() {
    if (!journal.exists()) {
      return false;
    }
    journal.recover();
    KeyName renewed = noted(NEW);
    boolean undone = !isCommitted(renewed);
    if (undone) {
      undo(noted(OLD), renewed);
    }
    journal.end();
    return undone;
  }

  private KeyName noted(String role) {
    return journal.notes().stream()
        .filter(note -> note.startsWith(role))
        .map(note -> new KeyName(note.substring(role.length())))
        .findFirst()
        .orElseThrow(() -> new StorageException("the journal of the removal cannot be read"));
  }

  private void replace(Driver old, KeyFile newKey, List<Path> changed) {
    tree.commonKeys().install(newKey);
    Driver driver = new Driver(newKey.name());
    new DriverConfig(git).install(driver, DriverConfig.Scope.SHARED, program);
    List<WorkFile> files = new FileList(git).tracked();
    List<WorkFile> encrypted = under(old, files);
    requireCheckedOut(encrypted);
    changed.addAll(rename(files, old, driver));
    requireNone(under(old, new FileList(git).tracked()));
    stage(raw(changed));
    stage(encrypted.stream().map(WorkFile::path).toList(), "--renormalize");
  }

  private static List<WorkFile> under(Driver driver, List<WorkFile> files) {
    return files.stream().filter(file -> file.isRegular() && file.isUnder(driver)).toList();
  }

  /** What is not in the work tree cannot be encrypted anew from there. */
  private static void requireCheckedOut(List<WorkFile> files) {
    refuse(
        files.stream().filter(file -> !file.isCheckedOut()).findFirst(),
        "is to be encrypted anew and is not checked out",
        "check it out, as with 'git sparse-checkout disable'");
  }

  private static void requireNone(List<WorkFile> left) {
    refuse(
        left.stream().findFirst(),
        "gets its attributes from elsewhere than a .gitattributes that git tracks",
        "write them there, and commit it");
  }

  private static void refuse(Optional<WorkFile> file, String why, String remedy) {
    if (file.isPresent()) {
      throw new InvalidInputException("'" + file.get().shown() + "' " + why, remedy);
    }
  }

  private void stage(List<String> paths, String... options) {
    List<String> command = new ArrayList<>(List.of("add"));
    command.addAll(List.of(options));
    command.addAll(List.of("--pathspec-from-file=-", "--pathspec-file-nul"));
    if (!paths.isEmpty()) {
      git.literally().feed(paths, journal::working, command.toArray(String[]::new));
    }
  }

  /** Rewrites the attributes, and returns the files that had some. */
  private List<Path> rename(List<WorkFile> files, Driver from, Driver to) {
    Pattern attribute =
        Pattern.compile("(?m)(?<=[ \t](filter|diff|merge)=)" + from.name() + "(?=[ \t\r]|$)");
    List<Path> renamed = new ArrayList<>();
    for (WorkFile file : files) {
      Path path = file.in(tree.top());
      if (path.endsWith(".gitattributes") && Files.isRegularFile(path)) {
        String text = read(path);
        String changed = attribute.matcher(text).replaceAll(to.name());
        if (!changed.equals(text)) {
          StateFile.write(path, changed.getBytes(StandardCharsets.ISO_8859_1));
          renamed.add(path);
        }
      }
    }
    return renamed;
  }

  /** If this fails too, on a full disk perhaps, the journal stays for the next time. */
  private void undo(KeyName old, KeyName renewed, RuntimeException failure) {
    try {
      if (!isCommitted(renewed)) {
        undo(old, renewed);
      }
      journal.end();
    } catch (SecretsException again) {
      failure.addSuppressed(again);
    }
  }

  private void undo(KeyName old, KeyName renewed) {
    Driver driver = new Driver(renewed);
    git.run("reset", "-q");
    rename(new FileList(git).tracked(), driver, new Driver(old));
    collaborators.delete(renewed);
    restoreDeleted();
    new DriverConfig(git).remove(driver, DriverConfig.Scope.SHARED);
    tree.commonKeys().delete(renewed);
    git.attempt("update-index", "-q", "--refresh");
  }

  /** The key of the one who was to be removed. */
  private void restoreDeleted() {
    String directory = GitText.raw(collaborators.directory().toString());
    List<String> deleted = git.run("ls-files", "-d", "-z", "--", directory).records();
    git.feed(deleted, "checkout-index", "-f", "-u", "-z", "--stdin");
  }

  private boolean isCommitted(KeyName name) {
    GitProcess.Result listed =
        git.attempt("ls-tree", "-r", "-z", "--name-only", "HEAD", collaborators.place(name, tree));
    return !listed.records().isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw UnusableFile.of(file, failure);
    }
  }
}
