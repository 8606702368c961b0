package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.SecretNotFoundException;
import dev.secrets.WriteConflictException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class RefreshTest {

  @TempDir Path folder;

  @Test
  void files_that_were_left_encrypted_are_decrypted() throws IOException {
    Repository repository = Scene.unlocked(folder);
    repository.write("a.sec", repository.staged("a.sec"));

    repository.ours().refresh();

    assertThat(repository.text("a.sec")).isEqualTo("alpha\n");
    assertThat(repository.changes()).isEmpty();
  }

  @Test
  void what_git_crypt_has_unlocked_gets_one_process_for_all_files() throws IOException {
    Repository clone = Scene.locked(folder);
    Path key = Files.write(folder.resolve("key"), Scene.keyOfOrigin(folder).toBytes());
    clone.gitCrypt("unlock", key.toString());

    clone.ours().refresh();

    assertThat(clone.git("config", "filter.git-crypt.process").text()).isNotBlank();
    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void a_changed_file_stays_as_it_is() throws IOException {
    Repository repository = Scene.unlocked(folder);
    repository.write("a.sec", "changed\n");

    assertThatThrownBy(() -> repository.ours().refresh())
        .isInstanceOf(WriteConflictException.class);

    assertThat(repository.text("a.sec")).isEqualTo("changed\n");
  }

  @Test
  void a_locked_clone_stays_locked() throws IOException {
    Repository clone = Scene.locked(folder);

    assertThatThrownBy(() -> clone.ours().refresh()).isInstanceOf(SecretNotFoundException.class);

    assertThat(clone.isEncrypted("a.sec")).isTrue();
  }

  @Test
  void a_work_tree_that_was_locked_alone_stays_locked() throws IOException {
    Repository repository = Scene.unlocked(folder);
    repository.git("config", "extensions.worktreeConfig", "true");
    Repository linked = repository.link("linked");
    linked.lock();

    assertThatThrownBy(() -> linked.ours().refresh()).isInstanceOf(SecretNotFoundException.class);

    assertThat(linked.isEncrypted("a.sec")).isTrue();
  }

  @Test
  void the_key_of_one_work_tree_does_not_become_that_of_all() throws IOException {
    Repository clone = Scene.locked(folder);
    Repository linked = clone.link("linked");
    Path key = Files.write(folder.resolve("key"), Scene.keyOfOrigin(folder).toBytes());
    linked.gitCrypt("unlock", key.toString());

    linked.ours().refresh();

    assertThat(linked.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.top().resolve(".git/git-crypt/keys/default")).doesNotExist();
  }
}
