package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lock and unlock, killed at each step. */
@Tag(Peers.TAG)
final class KilledTest {

  @TempDir Path folder;
  private Repository clone;
  private Path keyFile;

  @BeforeEach
  void prepare() throws IOException {
    clone = Scene.locked(folder);
    keyFile = folder.resolve("key");
    Files.write(keyFile, Scene.keyOfOrigin(folder).toBytes());
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
    Killer.eventually(() -> clone.unlock(key));
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
    Killer.eventually(clone::lock);
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

    Killer.eventually(clone::lock);

    assertThat(clone.isEncrypted("a.sec")).isTrue();
    assertThat(clone.changes()).isEmpty();
  }

  private KeyFile key() throws IOException {
    return KeyFile.parse(Files.readAllBytes(keyFile));
  }

  private void kill(String step, int time, String when, Object... arguments) throws Exception {
    new Killer(folder).kill(step, time, when, Map.of(), arguments);
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
}
