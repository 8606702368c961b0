package dev.secrets.file;

import dev.secrets.InvalidInputException;
import dev.secrets.Progress;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.StorageException;
import dev.secrets.WriteConflictException;
import dev.secrets.file.Journal.Phase;
import dev.secrets.file.Journal.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One run over many files, as {@link FileChanges} describes it. To be used in its turn only. */
final class JournaledRun {

  private final Disk disk;
  private final Path journals;
  private Journal journal;

  JournaledRun(Disk disk, Path journals, InterruptedRun run) {
    this(disk, journals, new Journal(Phase.STAGING, run, List.of()));
  }

  private JournaledRun(Disk disk, Path journals, Journal journal) {
    this.disk = disk;
    this.journals = journals;
    this.journal = journal;
  }

  /** The run of a process that is gone. */
  static JournaledRun reopened(Disk disk, Path journals, Journal journal) {
    return new JournaledRun(disk, journals, journal);
  }

  void carryOut(List<FileChange> changes, Progress progress) {
    journal = journal.with(steps(changes));
    try {
      advance(journal);
      advance(journal.with(staged(changes, progress)).in(Phase.PLACING));
      placeAll();
      advance(journal.in(Phase.CLEARING));
    } catch (SecretsException failure) {
      throw afterTakingBack(failure);
    }
    discard();
  }

  /** Whether it could be brought to its end; if not, it has been taken back. */
  boolean finish() {
    checkAll();
    if (journal.phase() == Phase.STAGING) {
      discard();
      return false;
    }
    placeAll();
    advance(journal.in(Phase.CLEARING));
    discard();
    return true;
  }

  void takeBack() {
    checkAll();
    each("put back", this::putBack);
    forceDirectories();
    discard();
  }

  private void advance(Journal next) {
    next.write(disk, journals);
    journal = next;
  }

  private SecretsException afterTakingBack(SecretsException failure) {
    try {
      takeBack();
      return failure;
    } catch (SecretsException stuck) {
      StorageException told =
          new StorageException(
              "not all files could be put back: " + stuck.getMessage(),
              "secrets undo " + journal.run().id() + " tries again");
      return SeveralFailuresException.of(List.of(failure, told));
    }
  }

  private List<Step> steps(List<FileChange> changes) {
    List<Step> steps = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (FileChange change : changes) {
      try {
        Path target = realPath(SafeFile.target(change.file()));
        if (!seen.add(target)) {
          throw new InvalidInputException("'" + change.file() + "' is named twice");
        }
        steps.add(Step.of(target, journal.run().id(), steps.size()));
      } catch (IOException failure) {
        throw FileFailure.of("write", change.file(), failure);
      }
    }
    return steps;
  }

  /** A file that is not there yet has the real path of its directory. */
  private static Path realPath(Path target) throws IOException {
    return Files.exists(target)
        ? target.toRealPath()
        : SafeFile.directoryOf(target).toRealPath().resolve(String.valueOf(target.getFileName()));
  }

  private List<Step> staged(List<FileChange> changes, Progress progress) {
    List<SecretsException> failures = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger done = new AtomicInteger();
    List<Step> staged =
        IntStream.range(0, changes.size())
            .parallel()
            .mapToObj(
                at -> {
                  Step step = staged(changes.get(at), journal.steps().get(at), failures);
                  progress.reached("files", done.incrementAndGet(), changes.size());
                  return step;
                })
            .toList();
    if (!failures.isEmpty()) {
      throw failures.size() == 1 ? failures.get(0) : SeveralFailuresException.of(failures);
    }
    return staged;
  }

  private Step staged(FileChange change, Step step, List<SecretsException> failures) {
    try {
      SafeFile.fill(disk, step.staged(), step.target(), change);
      return step.staged(FileStamp.of(step.staged()));
    } catch (SecretsException failure) {
      failures.add(failure);
    } catch (IOException failure) {
      failures.add(FileFailure.of("write", change.file(), failure));
    }
    return step;
  }

  private void placeAll() {
    each("write", this::place);
    forceDirectories();
  }

  private void place(Step step) throws IOException {
    if (FileStamp.of(step.target()).equals(step.after())) {
      return;
    }
    disk.delete(step.kept());
    if (!step.creates()) {
      disk.keep(step.target(), step.kept());
    }
    SafeFile.place(disk, step.staged(), step.target(), target -> requireUnchanged(step));
  }

  private static void requireUnchanged(Step step) throws IOException {
    if (!FileStamp.of(step.target()).equals(step.before())) {
      throw new WriteConflictException("'" + step.target() + "' was changed meanwhile");
    }
  }

  private void putBack(Step step) throws IOException {
    if (step.after().isEmpty() || !FileStamp.of(step.target()).equals(step.after())) {
      return;
    }
    if (step.creates()) {
      disk.delete(step.target());
    } else {
      disk.rename(step.kept(), step.target());
    }
  }

  /** Removes what the run made beside the files, and then its journal. */
  private void discard() {
    each(
        "clear up beside",
        step -> {
          disk.delete(step.staged());
          disk.delete(step.kept());
        });
    Path file = journal.file(journals);
    try {
      disk.delete(journal.draft(journals));
      disk.delete(file);
      disk.force(journals);
    } catch (IOException failure) {
      throw FileFailure.of("delete", file, failure);
    }
  }

  /** Every file must be as the run found or left it, or somebody's work would be lost. */
  private void checkAll() {
    each(
        "read",
        step -> {
          String now = FileStamp.of(step.target());
          if (!now.equals(step.before()) && !now.equals(step.after())) {
            throw new WriteConflictException(
                "'" + step.target() + "' was changed since run '" + journal.run().id() + "'",
                step.creates()
                    ? "before the run it was not there"
                    : "before the run it was '" + step.kept() + "'");
          }
        });
  }

  private void forceDirectories() {
    Set<Path> directories = new LinkedHashSet<>();
    journal.steps().forEach(step -> directories.add(SafeFile.directoryOf(step.target())));
    for (Path directory : directories) {
      try {
        disk.force(directory);
      } catch (IOException failure) {
        throw FileFailure.of("write", directory, failure);
      }
    }
  }

  private interface Action {
    void on(Step step) throws IOException;
  }

  private void each(String what, Action action) {
    for (Step step : journal.steps()) {
      try {
        action.on(step);
      } catch (IOException failure) {
        throw FileFailure.of(what, step.target(), failure);
      }
    }
  }
}
