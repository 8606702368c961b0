package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days in the life of a repository: git's own commands over encrypted files. */
@Tag(Peers.TAG)
final class ScenarioTest {

  private static final LockRequest EVERY_KEY =
      new LockRequest(Optional.empty(), true, false, false);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "default.bundle, default.key, deploy/vars/prod.yml, ",
    "named.bundle, named.default.key, deploy/vars/prod.yml, named.payments.key"
  })
  void a_bundle_of_git_crypt_unlocks_and_locks_again(
      String bundle, String key, String file, String second) throws IOException {
    Repository clone =
        Repository.clone(Repository.fixture(bundle, folder), folder.resolve("clone"));
    List<KeyFile> keys =
        second == null ? List.of(keyFile(key)) : List.of(keyFile(key), keyFile(second));

    clone.ours().unlock(keys);
    assertThat(clone.isEncrypted(file)).isFalse();
    assertThat(clone.changes()).isEmpty();

    clone.ours().lock(EVERY_KEY);
    assertThat(clone.isEncrypted(file)).isTrue();
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void a_stash_holds_ciphertext_and_comes_back() throws IOException {
    Repository repository = Scene.unlocked(folder);
    repository.write("a.sec", "stashed\n");

    repository.git("stash", "-q");

    assertThat(repository.text("a.sec")).isEqualTo("alpha\n");
    assertThat(BlobHeader.hasMagic(repository.git("cat-file", "blob", "stash:a.sec").stdout()))
        .isTrue();
    repository.git("stash", "pop", "-q");
    assertThat(repository.text("a.sec")).isEqualTo("stashed\n");
  }

  @Test
  void a_submodule_is_unlocked_and_locked_on_its_own() throws IOException {
    Repository inner = Scene.unlocked(folder);
    KeyFile key = Scene.keyOf(inner);
    Repository outer = Repository.init(folder.resolve("outer"));
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "../origin", "inner");
    Repository submodule = new Repository(outer.top().resolve("inner"));
    assertThat(submodule.isEncrypted("a.sec")).isTrue();

    submodule.unlock(key);
    assertThat(submodule.text("a.sec")).isEqualTo("alpha\n");
    assertThat(outer.top().resolve(".git/modules/inner/git-crypt/keys/default")).exists();
    assertThat(submodule.changes()).isEmpty();

    submodule.lock();
    assertThat(submodule.isEncrypted("a.sec")).isTrue();
    assertThat(submodule.changes()).isEmpty();
  }

  private static final String FULL_DISK =
      """
      mount -t tmpfs -o size=3000k tmpfs "$MOUNT" && cd "$MOUNT" || exit 9
      git clone -q "$ORIGIN" clone && cd clone
      dd if=/dev/zero of=../full bs=1k 2>/dev/null
      $UNLOCK && echo unlocked
      rm ../full
      $UNLOCK && git status --porcelain && cat a.sec sub/b.sec && wc -c <big.sec
      """;

  /** The small file system exists for the one process only, and needs no privilege. */
  @Test
  void a_full_disk_stops_an_unlock_and_loses_nothing() throws IOException {
    Repository origin = Scene.unlocked(folder);
    origin.write("big.sec", "0123456789abcdef".repeat(60_000));
    origin.commitAll();
    Path key = Files.write(folder.resolve("key"), Scene.keyOf(origin).toBytes());
    Path mount = Files.createDirectory(folder.resolve("mount"));
    List<String> unlock = OperationMain.command(mount.resolve("clone"), key);
    PeerCommand unshare =
        origin
            .command("unshare")
            .with("MOUNT", mount.toString())
            .with("ORIGIN", origin.top().toString())
            .with("UNLOCK", String.join(" ", unlock));
    assumeThat(unshare.run("-rm", "mount", "-t", "tmpfs", "tmpfs", mount.toString()).exit())
        .as("a name space for a small file system")
        .isZero();

    PeerCommand.Outcome outcome = unshare.run("-rm", "sh", "-c", FULL_DISK);

    assertThat(outcome.expectSuccess().text().strip()).isEqualTo("alpha\nbeta\n960000");
  }

  private static KeyFile keyFile(String name) throws IOException {
    return KeyFile.parse(Repository.fixture(name));
  }
}
