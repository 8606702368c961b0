package dev.secrets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.SecretsException;
import dev.secrets.WriteConflictException;
import dev.secrets.file.EnvelopeRun.Action;
import dev.secrets.file.FaultyDisk.Fault;
import dev.secrets.file.FaultyDisk.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every step of every kind of run goes wrong in every way, and so does every step of what follows a
 * kill. After each fault every file opens as what it was or as what it should become, and resuming
 * or undoing brings all of them to one side.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FileChangesFaultTest {

  private static final List<Fault> KILLS = List.of(Fault.KILLED_BEFORE, Fault.KILLED_AFTER);

  @TempDir Path directory;
  private int faults;

  private interface WayOut {
    void take(FileChanges changes, String id);
  }

  private static final WayOut RESUME = (changes, id) -> changes.resume(id);

  /**
   * Behind a run whose old files are gone in part there is no way back, only the one to its end.
   */
  private static final WayOut UNDO =
      (changes, id) -> {
        try {
          changes.undo(id);
        } catch (WriteConflictException atItsEnd) {
          changes.resume(id);
        }
      };

  private static final List<WayOut> WAYS_OUT = List.of(RESUME, UNDO);

  @AfterAll
  void there_were_more_than_a_thousand() {
    assertThat(faults).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @EnumSource
  void a_run_over_several_files_loses_nothing(Action action) throws IOException {
    FaultyDisk sound = carriedOut(action, EnvelopeRun.SEVERAL);
    for (int at = 0; at < sound.steps(); at++) {
      for (Fault fault : sound.faultsOf(at)) {
        for (WayOut wayOut : KILLS.contains(fault) ? WAYS_OUT : List.of(RESUME)) {
          EnvelopeRun run = new EnvelopeRun(directory, action, EnvelopeRun.SEVERAL);
          boolean done = carriedOut(run, new FaultyDisk(fault, at));

          String where = action + ", " + fault + " at step " + at;
          run.assertEachIsOldOrNew(where);
          run.interrupted().forEach(id -> wayOut.take(run.changes(FaultyDisk.sound()), id));
          run.assertAllOfOneSide(where);
          run.assertNothingLeft(where);
          assertThat(done && run.isOld()).as(where).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_single_file_is_not_lost(Action action) throws IOException {
    FaultyDisk sound = carriedOut(action, 1);
    for (int at = 0; at < sound.steps(); at++) {
      for (Fault fault : sound.faultsOf(at)) {
        EnvelopeRun run = new EnvelopeRun(directory, action, 1);
        boolean done = carriedOut(run, new FaultyDisk(fault, at));

        String where = action + " of one, " + fault + " at step " + at;
        run.assertEachIsOldOrNew(where);
        assertThat(done && run.isOld()).as(where).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DECRYPT", "REKEY"})
  void what_follows_a_kill_loses_nothing_either(Action action) throws IOException {
    int late = carriedOut(action, EnvelopeRun.SEVERAL).steps() * 3 / 4;
    for (WayOut wayOut : WAYS_OUT) {
      FaultyDisk sound = followed(action, late, wayOut, FaultyDisk.sound(), "nothing");
      for (int at = 0; at < sound.steps(); at++) {
        for (Fault fault : sound.faultsOf(at)) {
          followed(action, late, wayOut, new FaultyDisk(fault, at), fault + " at step " + at);
        }
      }
    }
  }

  @Test
  void a_run_that_is_at_work_cannot_be_undone() throws IOException {
    EnvelopeRun run = killedHalfway();
    String id = run.interrupted().get(0);
    JournalTurn other = JournalTurn.take(run.journals(), id);

    try {
      assertThat(run.interrupted()).isEmpty();
      assertThatThrownBy(() -> run.changes(Disk.local()).undo(id))
          .isInstanceOf(WriteConflictException.class)
          .hasMessage("run '" + id + "' is still at work");
    } finally {
      other.close();
    }
  }

  @Test
  void a_file_that_was_changed_since_is_not_undone() throws IOException {
    EnvelopeRun run = killedHalfway();
    Path changed = Files.writeString(run.files().get(1), "somebody else's");

    assertThatThrownBy(() -> run.changes(Disk.local()).undo(run.interrupted().get(0)))
        .isInstanceOf(WriteConflictException.class)
        .hasMessageContaining("was changed since");
    assertThat(changed).hasContent("somebody else's");
  }

  private EnvelopeRun killedHalfway() throws IOException {
    int half = carriedOut(Action.REKEY, EnvelopeRun.SEVERAL).steps() / 2;
    EnvelopeRun run = new EnvelopeRun(directory, Action.REKEY, EnvelopeRun.SEVERAL);
    carriedOut(run, new FaultyDisk(Fault.KILLED_BEFORE, half));
    return run;
  }

  private FaultyDisk followed(
      Action action, int killedAt, WayOut wayOut, FaultyDisk disk, String fault)
      throws IOException {
    EnvelopeRun run = new EnvelopeRun(directory, action, EnvelopeRun.SEVERAL);
    carriedOut(run, new FaultyDisk(Fault.KILLED_BEFORE, killedAt));
    try {
      wayOut.take(run.changes(disk), run.interrupted().get(0));
    } catch (SecretsException | Killed expected) {
      // What is left is for the next to clear up.
    }
    faults += disk.struck() ? 1 : 0;

    String where = action + ", killed at " + killedAt + ", then " + fault;
    run.assertEachIsOldOrNew(where);
    run.interrupted().forEach(id -> wayOut.take(run.changes(FaultyDisk.sound()), id));
    run.assertAllOfOneSide(where);
    run.assertNothingLeft(where);
    return disk;
  }

  /** The disk on which it went well. */
  private FaultyDisk carriedOut(Action action, int files) throws IOException {
    FaultyDisk disk = FaultyDisk.sound();
    assertThat(carriedOut(new EnvelopeRun(directory, action, files), disk)).isTrue();
    return disk;
  }

  /** Whether the run came to its end. */
  private boolean carriedOut(EnvelopeRun run, FaultyDisk disk) throws IOException {
    try {
      run.carryOut(disk);
      return true;
    } catch (SecretsException | Killed expected) {
      return false;
    } finally {
      faults += disk.struck() ? 1 : 0;
    }
  }
}
