package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.WriteConflictException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lock and unlock, killed at each step: a {@code git} of our own kills its parent when it is called
 * for the n-th time with a certain word.
 */
@Tag(Peers.TAG)
final class KilledTest {

  private static final int ATTEMPTS = 600;

  private static final String GIT =
      """
      #!/bin/sh
      case " $* " in
        *" $KILL_AT "*)
          echo >>"$STEPS"
          if [ "$(wc -l <"$STEPS")" -eq "$KILL_TIME" ]; then
            kill -9 $PPID
            [ "$KILL_WHEN" = before ] && exit 1
          fi
          ;;
      esac
      exec "$REAL_GIT" "$@"
      """;

  @TempDir Path folder;
  private Repository clone;
  private Path keyFile;

  @BeforeEach
  void prepare() throws IOException {
    clone = Scene.locked(folder);
    keyFile = folder.resolve("key");
    Files.write(keyFile, Scene.keyOfOrigin(folder).toBytes());
    Path git = Files.createDirectories(folder.resolve("bin")).resolve("git");
    Files.writeString(git, GIT);
    assertThat(git.toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--add, 1, before",
    "--add, 5, after",
    "update-index, 1, before",
    "update-index, 1, after",
    "checkout-index, 1, before",
    "checkout-index, 1, after"
  })
  void a_killed_unlock_is_resumed(String step, int time, String when) throws Exception {
    kill(step, time, when, clone.top(), keyFile);

    assertNoPlaintextCanBeStaged();
    KeyFile key = key();
    eventually(() -> clone.unlock(key));
    assertUnlocked();
  }

  @ParameterizedTest
  @CsvSource({
    "update-index, 1, before",
    "update-index, 1, after",
    "checkout-index, 1, before",
    "checkout-index, 1, after",
    "--remove-section, 1, before",
    "--remove-section, 3, after"
  })
  void a_killed_lock_is_resumed(String step, int time, String when) throws Exception {
    clone.unlock(key());

    kill(step, time, when, clone.top());

    assertNoPlaintextCanBeStaged();
    eventually(clone::lock);
    assertThat(clone.isEncrypted("a.sec")).isTrue();
    assertThat(clone.isEncrypted("sub/b.sec")).isTrue();
    assertThat(clone.changes()).isEmpty();
    assertThat(clone.git("config", "--list").text()).doesNotContain("filter.git-crypt");
    assertThat(clone.top().resolve(".git/git-crypt/keys/default")).doesNotExist();
    clone.unlock(key());
    assertUnlocked();
  }

  @ParameterizedTest
  @CsvSource({"--add, 1, before", "checkout-index, 1, after"})
  void a_killed_unlock_can_be_locked_instead(String step, int time, String when) throws Exception {
    kill(step, time, when, clone.top(), keyFile);

    eventually(clone::lock);

    assertThat(clone.isEncrypted("a.sec")).isTrue();
    assertThat(clone.changes()).isEmpty();
  }

  private KeyFile key() throws IOException {
    return KeyFile.parse(Files.readAllBytes(keyFile));
  }

  private void kill(String step, int time, String when, Object... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(OperationMain.command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    String path = System.getenv("PATH");
    builder.environment().put("PATH", folder.resolve("bin") + ":" + path);
    builder.environment().put("REAL_GIT", realGit());
    builder.environment().put("STEPS", folder.resolve("steps").toString());
    builder.environment().put("KILL_AT", step);
    builder.environment().put("KILL_TIME", String.valueOf(time));
    builder.environment().put("KILL_WHEN", when);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("output"))).isEqualTo(137);
  }

  private static String realGit() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, "git"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  /** Whatever state that is: git refuses, or stages ciphertext. */
  private void assertNoPlaintextCanBeStaged() {
    for (String file : List.of("a.sec", "sub/b.sec")) {
      clone.command("git").run("add", "--no-all", "--", file);
      assertThat(BlobHeader.hasMagic(clone.staged(file))).isTrue();
    }
  }

  private void assertUnlocked() throws IOException {
    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.text("sub/b.sec")).isEqualTo("beta\n");
    assertThat(clone.changes()).isEmpty();
    assertThat(clone.top().resolve(".git/git-crypt.journal")).doesNotExist();
  }

  /** A git that outlives its parent is waited for. */
  private static void eventually(Runnable operation) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        operation.run();
        return;
      } catch (WriteConflictException running) {
        assertThat(running).hasMessageContaining("another process");
        assertThat(attempt).isLessThan(ATTEMPTS);
        Thread.sleep(100);
      }
    }
  }
}
