package dev.secrets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCreationTest {

  @TempDir Path directory;

  @Test
  void files_that_are_not_there_are_made_together_with_changes_of_others() throws IOException {
    Path old = Files.writeString(directory.resolve("old"), "before");

    run(change(old, "after"), change(directory.resolve("new"), "made"));

    assertThat(old).hasContent("after");
    assertThat(directory.resolve("new")).hasContent("made");
  }

  @Test
  void a_failure_leaves_no_new_file() throws IOException {
    Path old = Files.writeString(directory.resolve("old"), "before");
    FileChange failing =
        FileChange.of(
            old,
            out -> out.write(1),
            written -> {
              throw new StorageException("no");
            });

    assertThatThrownBy(() -> run(change(directory.resolve("new"), "made"), failing))
        .isInstanceOf(StorageException.class);

    assertThat(old).hasContent("before");
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void a_file_that_appears_meanwhile_is_not_replaced() throws IOException {
    Path made = directory.resolve("new");
    FileChange other =
        FileChange.of(
            Files.writeString(directory.resolve("old"), "before"),
            out -> Files.writeString(made, "somebody's"),
            written -> {});

    assertThatThrownBy(() -> run(other, change(made, "ours"))).isInstanceOf(SecretsException.class);

    assertThat(made).hasContent("somebody's");
  }

  private void run(FileChange... changes) {
    new FileChanges(directory.resolve("journals"))
        .carryOut(List.of(changes), List.of("test"), directory);
  }

  private static FileChange change(Path file, String content) {
    return FileChange.of(
        file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)), written -> {});
  }
}
