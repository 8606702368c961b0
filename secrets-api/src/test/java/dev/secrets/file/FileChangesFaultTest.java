package dev.secrets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import dev.secrets.WriteConflictException;
import dev.secrets.file.FaultyDisk.Fault;
import dev.secrets.file.FaultyDisk.Killed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every step of a run over many files goes wrong once, in every way: all files or none changed. */
class FileChangesFaultTest {

  private static final int FILES = 8;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "HALF_WRITTEN"})
  void a_step_that_fails_leaves_every_file_whole_and_all_of_one_side(Fault fault) {
    List<Integer> faults = eachStep();
    for (int at : faults) {
      Scene scene = new Scene();
      boolean done = scene.run(new FaultyDisk(fault, at));

      if (scene.changes().interrupted().isEmpty()) {
        scene.assertAll(done ? "new" : scene.side());
        scene.assertNothingLeft();
      } else {
        scene.resume();
        scene.assertAll(scene.side());
        scene.assertNothingLeft();
      }
    }
    assertThat(faults).hasSizeGreaterThan(90);
  }

  @ParameterizedTest
  @EnumSource(names = {"KILLED_BEFORE", "KILLED_AFTER"})
  void a_killed_run_is_resumed(Fault fault) {
    List<Integer> faults = eachStep();
    for (int at : faults) {
      Scene scene = new Scene();
      boolean done = scene.run(new FaultyDisk(fault, at));
      boolean atEnd = scene.resume();

      scene.assertAll(done || atEnd ? "new" : scene.side());
      scene.assertNothingLeft();
    }
    assertThat(faults).hasSizeGreaterThan(90);
  }

  @ParameterizedTest
  @EnumSource(names = {"KILLED_BEFORE", "KILLED_AFTER"})
  void a_killed_run_is_undone(Fault fault) {
    for (int at : eachStep()) {
      Scene scene = new Scene();
      scene.run(new FaultyDisk(fault, at));
      boolean undone = scene.undo();

      scene.assertAll(undone ? "old" : "new");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"KILLED_BEFORE", "KILLED_AFTER"})
  void an_undo_that_is_killed_itself_is_undone_again(Fault fault) {
    int late = eachStep().size() * 3 / 4;
    for (int at = 0; at < 60; at++) {
      Scene scene = new Scene();
      scene.run(new FaultyDisk(Fault.KILLED_BEFORE, late));
      try {
        new FileChanges(new FaultyDisk(fault, at), scene.journals).undo(scene.id());
      } catch (Killed killed) {
        scene.undo();
      }

      scene.assertAll("old");
      scene.assertNothingLeft();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"KILLED_BEFORE", "KILLED_AFTER"})
  void a_resumption_that_is_killed_itself_is_resumed_again(Fault fault) {
    int late = eachStep().size() * 3 / 4;
    for (int at = 0; at < 60; at++) {
      Scene scene = new Scene();
      scene.run(new FaultyDisk(Fault.KILLED_BEFORE, late));
      try {
        new FileChanges(new FaultyDisk(fault, at), scene.journals).resume(scene.id());
      } catch (Killed killed) {
        scene.resume();
      }

      scene.assertAll("new");
      scene.assertNothingLeft();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_single_file_is_old_or_new_at_every_step(Fault fault) throws IOException {
    FaultyDisk counting = FaultyDisk.sound();
    Path file = Files.writeString(directory.resolve("single"), "old");
    SafeFile.write(counting, change(file, "new"));
    for (int at = 0; at < counting.steps(); at++) {
      Files.writeString(file, "old");
      try {
        SafeFile.write(new FaultyDisk(fault, at), change(file, "new"));
      } catch (StorageException | Killed expected) {
        assertThat(Files.readString(file)).isIn("old", "new");
        continue;
      }
      assertThat(Files.readString(file)).isEqualTo("new");
    }
  }

  @Test
  void a_run_that_is_at_work_cannot_be_undone() {
    Scene scene = new Scene();
    scene.run(new FaultyDisk(Fault.KILLED_BEFORE, eachStep().size() / 2));
    String id = scene.id();
    JournalTurn other = JournalTurn.take(scene.journals, id);

    try {
      assertThat(scene.changes().interrupted()).isEmpty();
      assertThatThrownBy(() -> scene.changes().undo(id))
          .isInstanceOf(WriteConflictException.class)
          .hasMessage("run '" + id + "' is still at work");
    } finally {
      other.close();
    }
  }

  @Test
  void a_file_that_was_changed_since_is_not_undone() throws IOException {
    Scene scene = new Scene();
    scene.run(new FaultyDisk(Fault.KILLED_BEFORE, eachStep().size() / 2));
    Files.writeString(scene.files.get(3), "somebody else's");

    assertThatThrownBy(() -> scene.changes().undo(scene.id()))
        .isInstanceOf(WriteConflictException.class)
        .hasMessageContaining("was changed since");
    assertThat(scene.files.get(3)).hasContent("somebody else's");
  }

  private List<Integer> eachStep() {
    FaultyDisk counting = FaultyDisk.sound();
    new Scene().run(counting);
    return IntStream.range(0, counting.steps()).boxed().toList();
  }

  private static FileChange change(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return FileChange.of(
        file,
        out -> out.write(bytes),
        written -> {
          if (!Files.readString(written).equals(text)) {
            throw new StorageException("it does not read back");
          }
        });
  }

  /** Old files, and the changes that make them new. */
  private final class Scene {

    private final Path root;
    private final Path journals;
    private final List<Path> files = new ArrayList<>();

    Scene() {
      try {
        root = Files.createTempDirectory(directory, "run");
        journals = root.resolve("journals");
        for (int number = 0; number < FILES; number++) {
          Path folder = Files.createDirectories(root.resolve("files" + number % 2));
          files.add(Files.writeString(folder.resolve("file" + number), "old" + number));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    FileChanges changes() {
      return new FileChanges(FaultyDisk.sound(), journals);
    }

    /** Whether it came to its end. */
    boolean run(Disk disk) {
      List<FileChange> all =
          IntStream.range(0, FILES)
              .mapToObj(number -> change(files.get(number), "new" + number))
              .toList();
      try {
        new FileChanges(disk, journals).carryOut(all, List.of("test"), root);
        return true;
      } catch (SecretsException | Killed expected) {
        return false;
      }
    }

    String id() {
      return changes().interrupted().get(0).id();
    }

    /** Whether there was a run that is at its end now. */
    boolean resume() {
      return changes().interrupted().stream()
          .map(run -> changes().resume(run.id()))
          .toList()
          .contains(true);
    }

    /** Whether all is as it was; false if the run was at its end. */
    boolean undo() {
      try {
        List<InterruptedRun> left = changes().interrupted();
        left.forEach(run -> changes().undo(run.id()));
        return !left.isEmpty() || side().equals("old");
      } catch (WriteConflictException atItsEnd) {
        return false;
      }
    }

    String side() {
      return read(files.get(0)).substring(0, 3);
    }

    void assertAll(String side) {
      for (int number = 0; number < FILES; number++) {
        assertThat(read(files.get(number))).isEqualTo(side + number);
      }
    }

    void assertNothingLeft() {
      try (Stream<Path> all = Files.walk(root)) {
        assertThat(all.filter(Files::isRegularFile).filter(path -> !path.startsWith(journals)))
            .hasSize(FILES);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      assertThat(changes().interrupted()).isEmpty();
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
