package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.secrets.testkit.PeerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged command killed, short of space and not allowed to write: no file is lost. */
class VaultFaultsIT {

  private static final int FILES = 60;

  @TempDir private Path directory;

  private PeerCommand secrets() {
    return Packaged.secrets(directory, Map.of());
  }

  private void password(String name) throws IOException {
    Files.writeString(directory.resolve(name), name + "\n");
  }

  private void seal() throws IOException {
    password("old");
    password("new");
    Files.createDirectories(directory.resolve("files"));
    for (int number = 0; number < FILES; number++) {
      Files.writeString(directory.resolve("files/" + number), "content of " + number);
    }
    String[] names =
        IntStream.range(0, FILES).mapToObj(number -> "files/" + number).toArray(String[]::new);
    secrets().prefixed("encrypt", "--vault-password-file", "old").run(names).expectSuccess();
  }

  private static final List<String> REKEY =
      List.of("rekey", "--vault-password-file", "old", "--new-vault-password-file", "new", "files");

  private void killDuringRekey(int milliseconds) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", Packaged.LAUNCHER.toString());
    builder.command().addAll(REKEY);
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("SECRETS_NO_CACHE", "1");
    Process process = builder.directory(directory.toFile()).start();
    if (!process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private boolean opens(String password, int number) {
    PeerCommand.Outcome outcome =
        secrets().run("view", "--vault-password-file", password, "files/" + number);
    return outcome.exit() == 0 && outcome.text().equals("content of " + number + "\n");
  }

  private void assertAllOpenWith(String password) {
    String[] names =
        IntStream.range(0, FILES).mapToObj(number -> "files/" + number).toArray(String[]::new);
    String expected =
        IntStream.range(0, FILES)
            .mapToObj(n -> "content of " + n + "\n")
            .reduce("", String::concat);

    assertThat(secrets().prefixed("view", "--vault-password-file", password).run(names).text())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 900, 1300, 1700, 2200})
  void a_killed_rekeying_is_undone(int milliseconds) throws Exception {
    seal();
    killDuringRekey(milliseconds + new Random().nextInt(200));

    PeerCommand.Outcome undo = secrets().run("undo");

    assertThat(undo.exit()).as(undo.stderr()).isIn(0, 3, 7);
    assertAllOpenWith(opens("old", 0) ? "old" : "new");
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 1200, 1700})
  void a_killed_rekeying_comes_to_its_end_by_the_same_command(int milliseconds) throws Exception {
    seal();
    killDuringRekey(milliseconds + new Random().nextInt(200));

    if (opens("old", 0) || !opens("new", FILES - 1)) {
      secrets().run(REKEY.toArray(String[]::new)).expectSuccess();
    }

    assertAllOpenWith("new");
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 1200, 1700})
  void a_killed_rekeying_is_resumed(int milliseconds) throws Exception {
    seal();
    killDuringRekey(milliseconds + new Random().nextInt(200));

    PeerCommand.Outcome resume = secrets().run("resume");

    // 3: there is nothing to resume, since it was killed before it began or after its end.
    assertThat(resume.exit()).as(resume.stderr()).isIn(0, 3);
    assertAllOpenWith(resume.exit() == 3 && opens("old", 0) ? "old" : "new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "rekey", "decrypt"})
  void a_file_size_limit_leaves_the_file_as_it_was(String action) throws IOException {
    Path file = fileFor(action);
    byte[] before = Files.readAllBytes(file);

    PeerCommand.Outcome outcome =
        Packaged.shell(directory, Map.of())
            .run("-c", "ulimit -f 64; exec secrets " + command(action) + " file");

    assertThat(outcome.exit()).isNotZero();
    assertThat(file).hasBinaryContent(before);
    assertNothingBeside(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"encrypt", "rekey", "decrypt"})
  void a_full_file_system_leaves_the_file_as_it_was(String action) throws IOException {
    Path source = fileFor(action);
    Path mounted = Files.createDirectories(directory.resolve("mounted"));
    PeerCommand.Outcome mount =
        Packaged.shell(directory, Map.of())
            .run("-c", "mount -t tmpfs -o size=640k tmpfs mounted 2>/dev/null");
    assumeThat(mount.exit()).as("only root can mount a small file system").isZero();
    try {
      Path file = Files.copy(source, mounted.resolve("file"));
      byte[] before = Files.readAllBytes(file);
      Files.write(mounted.resolve("filler"), new byte[560 * 1024 - before.length]);

      PeerCommand.Outcome outcome =
          Packaged.shell(directory, Map.of())
              .run("-c", "exec secrets " + command(action) + " mounted/file");

      assertThat(outcome.exit()).isEqualTo(9);
      assertThat(file).hasBinaryContent(before);
    } finally {
      Packaged.shell(directory, Map.of()).run("-c", "umount mounted").expectSuccess();
    }
  }

  @Test
  void a_directory_that_cannot_be_written_leaves_the_file_as_it_was() throws IOException {
    password("old");
    Path folder = Files.createDirectories(directory.resolve("sealed"));
    Files.writeString(folder.resolve("file"), "text");

    PeerCommand.Outcome outcome =
        Packaged.shell(directory, Map.of())
            .run(
                "-c",
                "chmod 555 sealed; [ $(id -u) != 0 ] || chattr +i sealed || exit 77;"
                    + " secrets encrypt --vault-password-file old sealed/file; code=$?;"
                    + " [ $(id -u) != 0 ] || chattr -i sealed; chmod 755 sealed; exit $code");
    assumeThat(outcome.exit()).as("no directory can be sealed here").isNotEqualTo(77);

    assertThat(outcome.exit()).isNotZero();
    assertThat(folder.resolve("file")).hasContent("text");
  }

  private Path fileFor(String action) throws IOException {
    password("old");
    password("new");
    Path file = directory.resolve("file");
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    Files.write(file, content);
    if (!action.equals("encrypt")) {
      secrets().run("encrypt", "--vault-password-file", "old", "file").expectSuccess();
    }
    return file;
  }

  private static String command(String action) {
    String options = action.equals("rekey") ? " --new-vault-password-file new" : "";
    return action + " --vault-password-file old" + options;
  }

  private static void assertNothingBeside(Path file) throws IOException {
    try (var files = Files.list(file.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".secrets-"));
    }
  }
}
