package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.SecretNotFoundException;
import dev.secrets.WriteConflictException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class LockTest {

  private static final LockRequest EVERY_WORK_TREE =
      new LockRequest(Optional.empty(), false, false, true);

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void unlock() throws IOException {
    repository = Scene.unlocked(folder);
  }

  @Test
  void lock_encrypts_and_leaves_neither_key_nor_configuration() throws IOException {
    repository.lock();

    assertLocked(repository);
    assertThat(repository.git("config", "--list").text())
        .doesNotContain("filter.git-crypt", "diff.git-crypt", "merge.git-crypt");
    assertThat(repository.top().resolve(".git/git-crypt/keys/default")).doesNotExist();
  }

  @Test
  void a_locked_repository_is_locked_already() {
    repository.lock();

    assertThatThrownBy(repository::lock)
        .isInstanceOf(SecretNotFoundException.class)
        .hasMessageContaining("already locked");
  }

  @Test
  void a_changed_encrypted_file_is_refused_and_kept() throws IOException {
    repository.write("a.sec", "mine");

    assertThatThrownBy(repository::lock).isInstanceOf(WriteConflictException.class);

    assertThat(repository.text("a.sec")).isEqualTo("mine");
    assertThat(repository.text("sub/b.sec")).isEqualTo("beta\n");
  }

  @Test
  void force_gives_up_changes_of_encrypted_files_only() throws IOException {
    repository.write("a.sec", "mine");
    repository.write("plain", "mine");

    repository.ours().lock(new LockRequest(Optional.empty(), false, true, false));

    assertThat(repository.isEncrypted("a.sec")).isTrue();
    assertThat(repository.changes()).isEqualTo(" M plain\n");
  }

  @Test
  void while_the_files_are_written_adding_them_is_harmless() throws IOException {
    byte[] staged = repository.staged("a.sec");
    repository.write("a.sec", staged);

    repository.git("add", "a.sec");

    assertThat(repository.staged("a.sec")).isEqualTo(staged);
  }

  @Test
  void a_broken_off_lock_is_finished_even_when_the_key_is_gone() throws IOException {
    repository.lock();
    Files.createFile(repository.top().resolve(".git/git-crypt.journal"));

    repository.lock();

    assertLocked(repository);
    assertThat(repository.top().resolve(".git/git-crypt.journal")).doesNotExist();
  }

  @Test
  void a_repository_with_a_damaged_key_can_be_locked() throws IOException {
    Files.write(
        repository.top().resolve(".git/git-crypt/keys/default"),
        Keys.bytes(KeyFileFormat.MAGIC, 2, 0));
    repository.write("a.sec", repository.staged("a.sec"));
    repository.write("sub/b.sec", repository.staged("sub/b.sec"));

    repository.lock();

    assertLocked(repository);
  }

  @Test
  void all_keys_are_locked_at_once_or_one_by_its_name() throws IOException {
    Repository named =
        Repository.clone(Repository.fixture("named.bundle", folder), folder.resolve("named"));
    List<KeyFile> keys =
        List.of(
            KeyFile.parse(Repository.fixture("named.default.key")),
            KeyFile.parse(Repository.fixture("named.payments.key")));
    named.ours().unlock(keys);

    named.ours().lock(new LockRequest(Optional.of("payments"), false, false, false));
    assertThat(named.isEncrypted("deploy/vars/payments.yml")).isTrue();
    assertThat(named.isEncrypted("deploy/vars/prod.yml")).isFalse();

    named.ours().unlock(keys);
    named.ours().lock(new LockRequest(Optional.empty(), true, false, false));
    assertThat(named.isEncrypted("deploy/vars/payments.yml")).isTrue();
    assertThat(named.isEncrypted("deploy/vars/prod.yml")).isTrue();
    assertThat(named.changes()).isEmpty();
  }

  @Test
  void a_linked_work_tree_is_decrypted_when_it_is_added() throws IOException {
    Repository linked = repository.link("linked");

    assertThat(linked.text("a.sec")).isEqualTo("alpha\n");
    assertThat(linked.changes()).isEmpty();
  }

  @Test
  void a_key_shared_by_work_trees_is_not_taken_from_the_others() throws IOException {
    Repository linked = repository.link("linked");

    assertThatThrownBy(linked::lock)
        .isInstanceOf(WriteConflictException.class)
        .hasMessageContaining("'" + repository.top().toRealPath() + "'");
    assertThatThrownBy(repository::lock)
        .isInstanceOf(WriteConflictException.class)
        .hasMessageContaining("'" + linked.top().toRealPath() + "'");

    assertOpen(linked);
    assertOpen(repository);
  }

  @Test
  void all_work_trees_are_locked_on_demand() throws IOException {
    Repository linked = repository.link("linked");

    linked.ours().lock(EVERY_WORK_TREE);

    assertLocked(linked);
    assertLocked(repository);
    assertThat(repository.top().resolve(".git/git-crypt/keys/default")).doesNotExist();
  }

  @Test
  void one_changed_file_in_any_work_tree_stops_them_all() throws IOException {
    Repository linked = repository.link("linked");
    linked.write("a.sec", "mine");

    assertThatThrownBy(() -> repository.ours().lock(EVERY_WORK_TREE))
        .isInstanceOf(WriteConflictException.class);

    assertOpen(repository);
    assertThat(linked.text("a.sec")).isEqualTo("mine");
  }

  @Test
  void with_a_configuration_of_its_own_a_linked_work_tree_locks_alone() throws IOException {
    repository.git("config", "extensions.worktreeConfig", "true");
    Repository linked = repository.link("linked");

    linked.lock();

    assertLocked(linked);
    assertOpen(repository);
    linked.git("checkout", "-q", "-f", "HEAD", "--", ".");
    assertLocked(linked);
    assertThatThrownBy(linked::lock).hasMessageContaining("already locked");
  }

  @Test
  void with_a_configuration_of_its_own_the_main_work_tree_locks_alone() throws IOException {
    repository.git("config", "extensions.worktreeConfig", "true");
    Repository linked = repository.link("linked");

    repository.lock();

    assertLocked(repository);
    assertOpen(linked);
    assertThat(repository.top().resolve(".git/git-crypt/keys/default")).doesNotExist();
  }

  @Test
  void a_work_tree_locked_alone_is_unlocked_alone() throws IOException {
    repository.git("config", "extensions.worktreeConfig", "true");
    Repository linked = repository.link("linked");
    KeyFile key = Scene.keyOf(repository);
    linked.lock();

    linked.unlock(key);

    assertOpen(linked);
    assertOpen(repository);
  }

  @Test
  void with_a_key_of_its_own_a_linked_work_tree_locks_alone() throws IOException {
    Repository linked = repository.link("linked");
    Path own = repository.top().resolve(".git/worktrees/linked/git-crypt/keys");
    Files.createDirectories(own);
    Files.copy(repository.top().resolve(".git/git-crypt/keys/default"), own.resolve("default"));

    linked.lock();

    assertLocked(linked);
    assertOpen(repository);
    assertThat(own.resolve("default")).doesNotExist();
  }

  @Test
  void a_removed_work_tree_does_not_matter() throws IOException {
    Repository linked = repository.link("linked");
    repository.git("worktree", "remove", linked.top().toString());

    repository.lock();

    assertLocked(repository);
  }

  private static void assertLocked(Repository tree) throws IOException {
    assertThat(tree.isEncrypted("a.sec")).isTrue();
    assertThat(tree.isEncrypted("sub/b.sec")).isTrue();
    assertThat(tree.changes()).isEmpty();
  }

  /** Open also means that git goes on encrypting what is added. */
  private static void assertOpen(Repository tree) throws IOException {
    assertThat(tree.text("a.sec")).isEqualTo("alpha\n");
    assertThat(tree.changes()).isEmpty();
    tree.write("more.sec", "more\n");
    tree.git("add", "more.sec");
    assertThat(BlobHeader.hasMagic(tree.staged("more.sec"))).isTrue();
    tree.git("rm", "-q", "-f", "more.sec");
  }
}
