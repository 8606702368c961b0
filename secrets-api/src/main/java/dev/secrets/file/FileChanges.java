package dev.secrets.file;

import dev.secrets.Progress;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretsException;
import dev.secrets.WriteConflictException;
import dev.secrets.file.Journal.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes of many files that happen all or not at all.
 *
 * <ol>
 *   <li>Every new content is written beside its file, forced to the disk and verified; the first
 *       failure takes all of them away again.
 *   <li>One after the other takes the place of its file, which keeps a second name meanwhile; a
 *       failure puts back what was replaced.
 *   <li>The second names go.
 * </ol>
 *
 * A journal in a private directory tells at any moment how far this has come, so that what a killed
 * process left can be brought to its end by {@link #resume} or taken back by {@link #undo}. Files
 * are kept as {@link SafeFile} keeps them. Thread-safe; one run at a time is at work on a journal.
 */
public final class FileChanges {

  private final Disk disk;
  private final Path journals;
  private final Progress progress;

  /** With the journals in the directory {@code journals}, which is made when it is needed. */
  public FileChanges(Path journals) {
    this(journals, Progress.none());
  }

  /** As {@link #FileChanges(Path)}; {@code progress} is told of each file that was written. */
  public FileChanges(Path journals, Progress progress) {
    this(Disk.local(), journals, progress);
  }

  FileChanges(Disk disk, Path journals) {
    this(disk, journals, Progress.none());
  }

  private FileChanges(Disk disk, Path journals, Progress progress) {
    this.disk = disk;
    this.journals = journals;
    this.progress = progress;
  }

  /**
   * Carries out all of {@code changes}, in the name of a command that may be told to whoever has to
   * clear up. The contents are written in parallel. A file that is not there is created with mode
   * 0600; its directory must exist. A single change needs no journal.
   *
   * @throws WriteConflictException if a file was changed meanwhile; nothing has changed then
   * @throws SecretsException if any change fails; nothing has changed then
   */
  public void carryOut(List<FileChange> changes, List<String> command, Path directory) {
    if (changes.size() == 1) {
      SafeFile.write(disk, changes.get(0));
    } else if (!changes.isEmpty()) {
      InterruptedRun run = new InterruptedRun(newId(), command, directory);
      inTurn(
          run.id(),
          () -> {
            new JournaledRun(disk, journals, run).carryOut(changes, progress);
            return true;
          });
    }
  }

  /** The runs that have not ended, and are not at work. */
  public List<InterruptedRun> interrupted() {
    return abandoned().map(Journal::run).toList();
  }

  /** Those of them that have not let go of all of {@code files}. */
  public List<InterruptedRun> interrupted(Collection<Path> files) {
    Set<Path> touched =
        files.stream().map(FileChanges::realName).collect(Collectors.toUnmodifiableSet());
    return abandoned()
        .filter(journal -> journal.targets().stream().anyMatch(touched::contains))
        .map(Journal::run)
        .toList();
  }

  /**
   * Deals with what an interrupted run left of {@code files}. One of the same command is resumed;
   * what it could not finish is as it was before.
   *
   * @return whether one of the same command is at its end now, so that nothing is left to be done
   * @throws WriteConflictException if another command was interrupted
   */
  public boolean settle(Collection<Path> files, List<String> command, Path directory) {
    boolean done = false;
    for (InterruptedRun run : interrupted(files)) {
      if (!run.repeats(new InterruptedRun(run.id(), command, directory))) {
        throw new WriteConflictException(
            "another run over some of these files was interrupted",
            "secrets resume " + run.id() + " brings it to its end",
            "secrets undo " + run.id() + " takes it back");
      }
      done |= resume(run.id());
    }
    return done;
  }

  /**
   * Brings an interrupted run to its end, if all its new contents had been written; otherwise takes
   * them away, as {@link #undo} does.
   *
   * @return whether it is at its end now; if not, the command is to be run again
   * @throws SecretNotFoundException if there is no such run
   * @throws WriteConflictException if one of the files was changed since, or the run is at work
   */
  public boolean resume(String id) {
    return inTurn(id, () -> JournaledRun.reopened(disk, journals, read(id)).finish());
  }

  /**
   * Takes an interrupted run back.
   *
   * @throws SecretNotFoundException if there is no such run
   * @throws WriteConflictException if one of the files was changed since, or the run is at work or
   *     was at its end
   */
  public void undo(String id) {
    inTurn(
        id,
        () -> {
          Journal journal = read(id);
          if (journal.phase() == Phase.CLEARING) {
            throw new WriteConflictException(
                "run '" + id + "' was at its end, and the old files are gone in part",
                "secrets resume " + id + " clears up behind it");
          }
          JournaledRun.reopened(disk, journals, journal).takeBack();
          return true;
        });
  }

  private boolean inTurn(String id, Supplier<Boolean> work) {
    JournalTurn turn = JournalTurn.take(journals, id);
    try {
      return work.get();
    } finally {
      turn.close();
    }
  }

  private Journal read(String id) {
    Path file = journals.resolve(id + Journal.SUFFIX);
    if (!id.matches("[0-9a-f]+") || !Files.exists(file)) {
      throw new SecretNotFoundException("there is no interrupted run '" + id + "'");
    }
    return Journal.read(file);
  }

  private Stream<Journal> abandoned() {
    return JournalTurn.abandoned(journals).stream().map(Journal::read);
  }

  private static Path realName(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException absent) {
      return file.toAbsolutePath().normalize();
    }
  }

  private static String newId() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
