package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.StorageException;
import dev.secrets.WriteConflictException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class UnlockTest {

  @TempDir Path folder;
  private Repository clone;
  private KeyFile key;

  @BeforeEach
  void lock() throws IOException {
    clone = Scene.locked(folder);
    key = Scene.keyOfOrigin(folder);
  }

  @Test
  void unlock_decrypts_and_leaves_an_index_that_git_finds_clean() throws IOException {
    clone.unlock(key);

    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.text("sub/b.sec")).isEqualTo("beta\n");
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void unlock_works_from_a_subdirectory_on_the_whole_work_tree() throws IOException {
    new Repository(clone.top().resolve("sub")).unlock(key);

    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
  }

  @Test
  void a_wrong_key_changes_nothing() throws IOException {
    String config = Files.readString(clone.top().resolve(".git/config"));

    assertThatThrownBy(() -> clone.unlock(Keys.counting(KeyName.DEFAULT)))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessageContaining("wrong key");

    assertThat(clone.isEncrypted("a.sec")).isTrue();
    assertThat(clone.changes()).isEmpty();
    assertThat(clone.top().resolve(".git/git-crypt/keys/default")).doesNotExist();
    assertThat(Files.readString(clone.top().resolve(".git/config"))).isEqualTo(config);
  }

  @Test
  void a_changed_encrypted_file_is_refused_and_kept() throws IOException {
    clone.write("a.sec", "mine");

    assertThatThrownBy(() -> clone.unlock(key))
        .isInstanceOf(WriteConflictException.class)
        .hasMessageContaining("working directory not clean")
        .hasMessageContaining("'a.sec'");

    assertThat(clone.text("a.sec")).isEqualTo("mine");
  }

  @Test
  void a_deleted_encrypted_file_is_a_change() throws IOException {
    Files.delete(clone.top().resolve("a.sec"));

    assertThatThrownBy(() -> clone.unlock(key)).isInstanceOf(WriteConflictException.class);
  }

  @Test
  void changes_of_other_files_do_not_matter_and_stay() throws IOException {
    clone.write("plain", "changed\n");
    clone.write("new.sec", "untracked");

    clone.unlock(key);

    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.text("plain")).isEqualTo("changed\n");
    assertThat(clone.changes()).isEqualTo(" M plain\n?? new.sec\n");
  }

  @Test
  void a_damaged_blob_undoes_the_whole_unlock() throws IOException {
    byte[] damaged = clone.read("a.sec");
    damaged[damaged.length - 1] ^= 1;
    clone.stage("sub/b.sec", damaged);
    clone.write("sub/b.sec", damaged);
    String config = Files.readString(clone.top().resolve(".git/config"));

    assertThatThrownBy(() -> clone.unlock(key))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("sub/b.sec");

    assertThat(clone.isEncrypted("a.sec")).isTrue();
    assertThat(clone.read("sub/b.sec")).isEqualTo(damaged);
    assertThat(clone.top().resolve(".git/git-crypt/keys/default")).doesNotExist();
    assertThat(clone.top().resolve(".git/git-crypt.journal")).doesNotExist();
    assertThat(Files.readString(clone.top().resolve(".git/config"))).isEqualTo(config);
  }

  @Test
  void another_key_of_that_name_is_retired_and_still_reads_what_it_wrote() throws IOException {
    Repository empty = Repository.init(folder.resolve("empty"));
    KeyFile first = Keys.counting(KeyName.DEFAULT);
    empty.unlock(first);
    empty.write(".gitattributes", Scene.ATTRIBUTES);
    empty.write("old.sec", "old\n");
    empty.commitAll();
    byte[] old = empty.staged("old.sec");
    empty.git("rm", "-q", "old.sec");

    empty.unlock(Keys.file("default", 7));
    empty.write("old.sec", "old\n");
    empty.git("add", "old.sec");

    assertThat(empty.staged("old.sec")).isNotEqualTo(old);
    empty.git("checkout", "-q", "HEAD", "--", "old.sec");
    assertThat(empty.text("old.sec")).isEqualTo("old\n");
  }

  @Test
  void what_was_broken_off_is_not_a_change() throws IOException {
    clone.unlock(key);
    Files.createFile(clone.top().resolve(".git/git-crypt.journal"));
    Files.createFile(clone.top().resolve(".git/index.lock"));
    Files.delete(clone.top().resolve("a.sec"));
    clone.write("sub/b.sec", "be");

    clone.unlock(key);

    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.text("sub/b.sec")).isEqualTo("beta\n");
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void what_the_user_changed_after_it_was_broken_off_is_one() throws IOException {
    clone.unlock(key);
    Files.createFile(clone.top().resolve(".git/git-crypt.journal"));
    clone.write("a.sec", "mine");

    assertThatThrownBy(() -> clone.unlock(key)).isInstanceOf(WriteConflictException.class);

    assertThat(clone.text("a.sec")).isEqualTo("mine");
  }

  @Test
  void a_half_unlock_of_git_crypt_is_finished() throws IOException {
    Path wrong = Files.write(folder.resolve("wrong"), Keys.counting(KeyName.DEFAULT).toBytes());
    assertThat(clone.command("git-crypt").run("unlock", wrong.toString()).exit()).isEqualTo(1);

    clone.unlock(key);

    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void a_repository_that_an_empty_key_file_bricked_is_opened() throws IOException {
    Path empty = folder.resolve("empty.key");
    Files.write(empty, Keys.bytes(KeyFileFormat.MAGIC, 2, 0));
    clone.command("git-crypt").run("unlock", empty.toString());

    clone.unlock(key);

    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void a_file_outside_of_a_sparse_checkout_stays_outside() throws IOException {
    clone.git("sparse-checkout", "set", "sub");
    clone.git("rm", "-q", "--cached", "--sparse", "a.sec");
    clone.git("reset", "-q");
    clone.git("sparse-checkout", "reapply");
    assertThat(clone.top().resolve("sub/b.sec")).exists();

    clone.unlock(key);

    assertThat(clone.text("sub/b.sec")).isEqualTo("beta\n");
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void staged_content_is_what_is_decrypted() throws IOException {
    Repository origin = new Repository(folder.resolve("origin"));
    origin.write("a.sec", "staged\n");
    origin.git("add", "a.sec");
    clone.stage("a.sec", origin.staged("a.sec"));
    clone.write("a.sec", origin.staged("a.sec"));

    clone.unlock(key);

    assertThat(clone.text("a.sec")).isEqualTo("staged\n");
    assertThat(clone.changes()).isEqualTo("M  a.sec\n");
  }

  @Test
  void several_keys_each_open_their_files() throws IOException {
    Repository named =
        Repository.clone(Repository.fixture("named.bundle", folder), folder.resolve("named"));

    named
        .ours()
        .unlock(
            List.of(
                KeyFile.parse(Repository.fixture("named.default.key")),
                KeyFile.parse(Repository.fixture("named.payments.key"))));

    assertThat(named.read("deploy/vars/payments.yml"))
        .isEqualTo(Repository.fixture("expected/payments.yml"));
    assertThat(named.read("deploy/vars/prod.yml"))
        .isEqualTo(Repository.fixture("expected/prod.yml"));
    assertThat(named.changes()).isEmpty();
  }
}
