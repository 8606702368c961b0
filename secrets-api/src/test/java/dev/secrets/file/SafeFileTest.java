package dev.secrets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.StorageException;
import dev.secrets.WriteConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {

  @TempDir Path directory;

  @Test
  void a_new_file_is_for_its_owner_alone() throws IOException {
    Path file = directory.resolve("new");

    write(file, "text");

    assertThat(file).hasContent("text");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void a_replaced_file_keeps_its_mode() throws IOException {
    Path file = existing("rw-r-----");

    write(file, "new");

    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(file).hasContent("new");
  }

  @Test
  void a_symbolic_link_stays_and_its_file_is_written() throws IOException {
    Path file = existing("rw-------");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("old"));

    write(link, "new");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void a_link_that_leads_round_in_a_circle_is_refused() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("a"), Path.of("a"));

    assertThatThrownBy(() -> write(link, "new")).isInstanceOf(StorageException.class);
  }

  @Test
  void a_file_with_two_hard_links_is_refused() throws IOException {
    Path file = existing("rw-------");
    Files.createLink(directory.resolve("second"), file);

    assertThatThrownBy(() -> write(file, "new"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("hard links");
    assertThat(file).hasContent("old");
  }

  @Test
  void a_writer_that_fails_midway_leaves_the_old_file_and_nothing_else() throws IOException {
    Path file = existing("rw-------");

    assertThatThrownBy(
            () ->
                SafeFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("no space left on device");
                    },
                    written -> {},
                    target -> {}))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no space left on device");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("old");
  }

  @Test
  void what_does_not_read_back_the_same_is_not_put_in_place() throws IOException {
    Path file = existing("rw-------");

    assertThatThrownBy(
            () ->
                SafeFile.write(
                    file,
                    out -> out.write(1),
                    written -> {
                      throw new StorageException("not the same");
                    },
                    target -> {}))
        .isInstanceOf(StorageException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("old");
  }

  @Test
  void a_guard_that_refuses_changes_nothing() throws IOException {
    Path file = existing("rw-------");

    assertThatThrownBy(
            () ->
                SafeFile.write(
                    file,
                    out -> out.write(1),
                    written -> {},
                    target -> {
                      throw new WriteConflictException("changed");
                    }))
        .isInstanceOf(WriteConflictException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("old");
  }

  @Test
  void creating_a_file_that_exists_is_a_conflict() throws IOException {
    Path file = existing("rw-------");

    assertThatThrownBy(() -> SafeFile.create(file, out -> out.write(1), written -> {}))
        .isInstanceOf(WriteConflictException.class);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("old");
  }

  @Test
  void a_directory_is_not_written() {
    assertThatThrownBy(() -> write(directory, "x")).isInstanceOf(StorageException.class);
  }

  @Test
  void a_missing_directory_is_named() {
    Path file = directory.resolve("none/file");

    assertThatThrownBy(() -> write(file, "x"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no such file or directory")
        .hasMessageContaining("none");
  }

  private static void write(Path file, String text) {
    SafeFile.write(file, out -> out.write(text.getBytes()), written -> {}, target -> {});
  }

  private Path existing(String mode) throws IOException {
    Path file = Files.writeString(directory.resolve("old"), "old");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private Stream<String> names() throws IOException {
    return Files.list(directory).map(path -> path.getFileName().toString());
  }
}
