package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.StorageException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class UserRemovalTest {

  private static final String ALICE = "Alice <alice@example.org>";

  private static Keyring keyring;
  private static String alice;
  private static String bob;

  @TempDir Path folder;
  private Repository repository;

  @BeforeAll
  static void generate() throws IOException {
    keyring = Keyring.create();
    alice = keyring.generate(ALICE, "default", "never");
    bob = keyring.generate("Bob <bob@example.org>", "default", "never");
  }

  @AfterAll
  static void close() {
    keyring.close();
  }

  @BeforeEach
  void add() throws IOException {
    repository = Scene.unlocked(folder);
    add(Optional.empty(), alice, bob);
  }

  @Test
  void a_removed_user_opens_the_past_and_nothing_else() throws IOException {

    RemovedUser removed =
        repository
            .ours(keyring.environment())
            .removeGpgUser("bob@example.org", Optional.empty(), true);

    assertThat(removed.user().fingerprint()).isEqualTo(bob);
    assertThat(removed.newKeyName()).isEqualTo("default-2");
    assertThat(removed.stillReadable()).containsExactly("a.sec", "sub/b.sec");
    assertThat(repository.changes()).isEmpty();
    assertThat(repository.text(".gitattributes"))
        .isEqualTo("*.sec filter=git-crypt-default-2 diff=git-crypt-default-2\n");
    assertThat(repository.top().resolve(".git-crypt/keys/default-2/0/" + alice + ".gpg")).exists();
    assertThat(repository.top().resolve(".git-crypt/keys/default-2/0/" + bob + ".gpg"))
        .doesNotExist();
    assertThat(repository.ours().check(CheckScope.repository())).isEmpty();
  }

  @Test
  void after_a_removal_git_crypt_unlocks_and_all_history_is_shown_by_us() throws IOException {
    repository.ours(keyring.environment()).removeGpgUser("bob", Optional.empty(), true);

    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));
    keyring.unlockWithGitCrypt(clone);
    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");

    assertThat(repository.git("log", "-p", "--format=", "--", "a.sec").text()).contains("+alpha");
    repository.git("checkout", "-q", "HEAD~2");
    assertThat(repository.text("a.sec")).isEqualTo("alpha\n");
  }

  @Test
  void a_removal_that_cannot_be_committed_leaves_everything_as_it_was() throws IOException {
    String config = Files.readString(repository.top().resolve(".git/config"));
    Path hook = repository.top().resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\nexit 1\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(
            () ->
                repository.ours(keyring.environment()).removeGpgUser("bob", Optional.empty(), true))
        .isInstanceOf(StorageException.class);

    assertUntouched();
    assertThat(repository.text("a.sec")).isEqualTo("alpha\n");
    assertThat(Files.readString(repository.top().resolve(".git/config"))).isEqualTo(config);
    assertThat(repository.top().resolve(".git-crypt/keys/default-2")).doesNotExist();
  }

  @Test
  void a_rebase_over_a_removal_is_readable_and_what_it_left_is_found() throws IOException {
    repository.git("branch", "side");
    GitCryptRepository ours = repository.ours(keyring.environment());
    ours.removeGpgUser("bob", Optional.empty(), true);
    repository.git("checkout", "-q", "side");
    repository.write("new.sec", "on the side\n");
    repository.commitAll();

    repository.git("rebase", "-q", "main");

    assertThat(repository.text("new.sec")).isEqualTo("on the side\n");
    assertThat(repository.text("a.sec")).isEqualTo("alpha\n");
    assertThat(ours.check(CheckScope.repository()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(CheckFinding.Kind.RETIRED_KEY);
              assertThat(finding.place()).isEqualTo("new.sec");
            });
    repository.git("add", "--renormalize", "new.sec");
    assertThat(ours.check(CheckScope.staged())).isEmpty();
  }

  @Test
  void who_is_removed_later_has_read_what_is_under_all_earlier_keys() throws IOException {
    String carol = keyring.generate("Carol <carol@example.org>", "default", "never");
    add(Optional.empty(), carol);
    remove("bob", Optional.empty());
    repository.git("rm", "-q", "a.sec");
    repository.git("commit", "-q", "-m", "removed");

    RemovedUser removed = remove("carol", Optional.empty());

    assertThat(removed.newKeyName()).isEqualTo("default-3");
    assertThat(removed.stillReadable()).containsExactly("a.sec", "sub/b.sec");
    assertThat(removed.otherKeys()).isEmpty();
    assertThat(repository.ours(keyring.environment()).gpgUsers())
        .extracting(GpgUser::fingerprint)
        .containsOnly(alice);
  }

  @Test
  void another_key_that_the_removed_user_has_is_told() throws IOException {
    repository.ours().init(Optional.of("team"));
    repository.write(
        ".gitattributes", Scene.ATTRIBUTES + "t filter=git-crypt-team diff=git-crypt-team\n");
    repository.write("t", "team\n");
    repository.commitAll();
    add(Optional.of("team"), bob);

    RemovedUser removed = remove("bob", Optional.empty());

    assertThat(removed.otherKeys()).containsExactly("team");
    assertThat(removed.stillReadable()).containsExactly("a.sec", "sub/b.sec", "t");
    assertThat(remove("bob", Optional.of("team")).newKeyName()).isEqualTo("team-2");
    assertThat(repository.changes()).isEmpty();
  }

  @Test
  void attributes_that_git_does_not_track_are_refused() throws IOException {
    repository.write("other.txt", "other\n");
    repository.write(".git/info/attributes", "other.txt filter=git-crypt diff=git-crypt\n");
    repository.commitAll();

    assertThatThrownBy(() -> remove("bob", Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("other.txt");

    assertUntouched();
  }

  @Test
  void a_file_that_is_not_checked_out_is_named_instead_of_left_under_the_old_key() {
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/sub/");

    assertThatThrownBy(() -> remove("bob", Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sub/b.sec");

    assertUntouched();
  }

  private void assertUntouched() {
    assertThat(repository.changes()).isEmpty();
    assertThat(repository.ours(keyring.environment()).gpgUsers()).hasSize(2);
    assertThat(repository.top().resolve(".git/git-crypt/keys/default-2")).doesNotExist();
    assertThat(repository.top().resolve(".git/git-crypt.rotation")).doesNotExist();
  }

  private RemovedUser remove(String user, Optional<String> keyName) {
    return repository.ours(keyring.environment()).removeGpgUser(user, keyName, true);
  }

  private void add(Optional<String> keyName, String... users) {
    repository
        .ours(keyring.environment())
        .addGpgUsers(new AddUserRequest(keyName, List.of(users), true, true));
  }
}
