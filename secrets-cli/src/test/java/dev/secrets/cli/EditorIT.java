package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged command leaves of plaintext after an editor: nothing, however it ends. */
class EditorIT {

  private static final String EDIT = "edit --vault-password-file pass file";

  @TempDir private Path directory;

  @BeforeEach
  void seal() throws IOException {
    Files.writeString(directory.resolve("pass"), "secret\n");
    Files.writeString(directory.resolve("file"), "plain\n");
    Packaged.secrets(directory, Map.of())
        .run("encrypt", "--vault-password-file", "pass", "file")
        .expectSuccess();
  }

  @ParameterizedTest
  @CsvSource({
    "TERM,secrets",
    "INT,secrets",
    "HUP,secrets",
    "TERM,ansible-vault",
    "INT,ansible-vault"
  })
  void a_signal_leaves_no_plaintext_and_the_file_as_it_was(String signal, String command)
      throws Exception {
    byte[] before = Files.readAllBytes(directory.resolve("file"));
    editor("sleep 120");
    Process process = start(command.equals("secrets") ? EDIT : command + " " + EDIT);
    List<ProcessHandle> editors = List.of();
    try {
      Path room = room();
      editors = process.descendants().toList();
      new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start().waitFor();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
      assertThat(room).doesNotExist();
      assertThat(directory.resolve("file")).hasBinaryContent(before);
    } finally {
      editors.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 3", "rm \"$1\"", "kill -9 $$"})
  void an_editor_that_fails_leaves_no_plaintext_and_the_file_as_it_was(String failure)
      throws IOException {
    byte[] before = Files.readAllBytes(directory.resolve("file"));
    editor("echo changed >>\"$1\"; " + failure);

    PeerCommand.Outcome outcome =
        Packaged.shell(directory, Map.of("EDITOR", "./editor")).run("-c", "exec secrets " + EDIT);

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.stderr()).startsWith("secrets: error: ");
    assertThat(room()).doesNotExist();
    assertThat(directory.resolve("file")).hasBinaryContent(before);
  }

  @Test
  void what_an_editor_leaves_beside_the_file_goes_too() throws IOException {
    editor("echo changed >\"$1\"; mkdir \"$1.d\"; echo swap >\"$1.d/swap\"");

    Packaged.shell(directory, Map.of("EDITOR", "./editor"))
        .run("-c", "exec secrets " + EDIT)
        .expectSuccess();

    assertThat(room()).doesNotExist();
    assertThat(
            Packaged.secrets(directory, Map.of())
                .run("view", "--vault-password-file", "pass", "file")
                .text())
        .isEqualTo("changed\n");
  }

  private void editor(String script) throws IOException {
    Path editor = directory.resolve("editor");
    Files.writeString(
        editor, "#!/bin/sh\necho \"$1\" >seen.new; mv seen.new seen\n" + script + "\n");
    Files.setPosixFilePermissions(
        editor, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
  }

  private Process start(String arguments) throws IOException {
    // A build in the background ignores signals, and Java would go on ignoring them.
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh", "-c", "exec env --default-signal " + Packaged.LAUNCHER + " " + arguments)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder.environment().putAll(Map.of("HOME", directory.toString(), "EDITOR", "./editor"));
    builder.environment().put("SECRETS_NO_CACHE", "1");
    return builder.start();
  }

  /** The directory of the file that the editor was given, once it was. */
  private Path room() throws IOException {
    Path seen = directory.resolve("seen");
    for (int look = 0; look < 1_200 && !Files.exists(seen); look++) {
      pause();
    }
    return Path.of(Files.readString(seen).strip()).getParent();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
