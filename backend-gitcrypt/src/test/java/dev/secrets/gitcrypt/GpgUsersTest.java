package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class GpgUsersTest {

  private static final String ALICE = "Alice <alice@example.org>";

  @TempDir Path folder;
  private Keyring keyring;
  private Repository repository;

  @BeforeEach
  void unlock() throws IOException {
    keyring = Keyring.create();
    repository = Scene.unlocked(folder);
  }

  @AfterEach
  void close() {
    keyring.close();
  }

  @Test
  void git_crypt_unlocks_with_the_key_we_wrapped_for_a_user() throws IOException {
    String alice = keyring.generate(ALICE, "default", "never");
    List<GpgUser> added = add(ALICE);

    assertThat(added).containsExactly(new GpgUser("default", alice, ALICE));
    assertThat(repository.git("log", "-1", "--format=%B").text())
        .isEqualTo(
            "Add 1 git-crypt collaborator\n\nNew collaborators:\n\n    "
                + alice
                + "\n        "
                + ALICE
                + "\n\n");
    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));
    keyring.unlockWithGitCrypt(clone);
    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
  }

  @Test
  void we_unlock_with_the_agent_what_git_crypt_wrapped() throws IOException {
    String alice = keyring.generate(ALICE, "default", "never");
    repository
        .command("git-crypt")
        .with("GNUPGHOME", keyring.home().toString())
        .run("add-gpg-user", "--trusted", alice)
        .expectSuccess();

    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));
    clone.ours(keyring.environment()).unlock();

    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    assertThat(clone.changes()).isEmpty();
  }

  @Test
  void an_exported_secret_key_unlocks_without_gpg_armoured_or_in_base64() throws IOException {
    keyring.gpg("--passphrase", "open", "--quick-generate-key", ALICE, "default", "default", "0");
    add(ALICE);
    byte[] binary = keyring.gpg("--passphrase", "open", "--export-secret-keys", ALICE).stdout();
    String armoured =
        keyring.gpg("--passphrase", "open", "--armor", "--export-secret-keys", ALICE).text();

    for (String key : List.of(armoured, Base64.getEncoder().encodeToString(binary))) {
      Repository clone = Repository.clone(repository.top(), folder.resolve("clone" + key.length()));
      clone.ours(withoutGpg(key, "open")).unlock();
      assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
    }
  }

  @Test
  void a_wrong_passphrase_is_told() throws IOException {
    keyring.gpg("--passphrase", "open", "--quick-generate-key", ALICE, "default", "default", "0");
    add(ALICE);
    String key =
        keyring.gpg("--passphrase", "open", "--armor", "--export-secret-keys", ALICE).text();
    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));

    assertThatThrownBy(() -> clone.ours(withoutGpg(key, "shut")).unlock())
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessageContaining("SECRETS_GPG_PASSPHRASE")
        .message()
        .doesNotContain("shut");
  }

  @Test
  void the_sample_of_git_crypt_unlocks_and_locks_again() throws IOException {
    Repository sample =
        Repository.clone(Repository.fixture("gpg.bundle", folder), folder.resolve("sample"));
    String key = Base64.getEncoder().encodeToString(Repository.fixture("gpg.secret.gpg"));

    sample.ours(withoutGpg(key, "")).unlock();
    assertThat(sample.changes()).isEmpty();
    assertThat(sample.read("deploy/vars/prod.yml"))
        .isEqualTo(Repository.fixture("expected/prod.yml"));

    sample.lock();
    assertThat(sample.changes()).isEmpty();
    assertThat(sample.isEncrypted("deploy/vars/prod.yml")).isTrue();
  }

  @Test
  void nobody_can_unlock_what_was_not_wrapped_for_them() throws IOException {
    keyring.generate(ALICE, "default", "never");
    add(ALICE);
    Keyring other = Keyring.create();
    other.generate("Bob <bob@example.org>", "default", "never");
    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));

    assertThatThrownBy(() -> clone.ours(other.environment()).unlock())
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessageContaining("no GPG secret key available");
    other.close();
  }

  @Test
  void a_public_key_in_a_file_needs_no_keyring() throws IOException {
    String alice = keyring.generate(ALICE, "default", "never");
    Path file = folder.resolve("alice.asc");
    Files.write(file, keyring.gpg("--armor", "--export", ALICE).stdout());

    List<GpgUser> added =
        repository
            .ours(Map.of("GNUPGHOME", folder.resolve("none").toString()))
            .addGpgUsers(
                new AddUserRequest(Optional.empty(), List.of(file.toString()), true, true));

    assertThat(added).extracting(GpgUser::fingerprint).containsExactly(alice);
  }

  @Test
  void a_key_that_is_not_trusted_is_refused_unless_spelled_out() throws IOException {
    String alice = imported();

    assertThatThrownBy(() -> add(alice, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no assurance");
    assertThat(add("0x" + alice, false)).hasSize(1);
  }

  @Test
  void an_expired_key_is_refused_and_the_reason_told() {
    keyring.gpg(
        "--faked-system-time",
        "20200101T000000!",
        "--passphrase",
        "",
        "--quick-generate-key",
        ALICE,
        "default",
        "default",
        "20200201T000000");

    assertThatThrownBy(() -> add(ALICE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void a_key_that_only_signs_is_refused_and_the_reason_told() {
    keyring.gpg("--passphrase", "", "--quick-generate-key", ALICE, "rsa2048", "sign", "never");

    assertThatThrownBy(() -> add(ALICE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no subkey for encryption");
  }

  @Test
  void a_revoked_key_is_refused_and_the_reason_told() throws IOException {
    String alice = keyring.generate(ALICE, "default", "never");
    Path certificate = keyring.home().resolve("openpgp-revocs.d/" + alice + ".rev");
    Files.writeString(
        certificate, Files.readString(certificate).replace(":-----BEGIN", "-----BEGIN"));
    keyring.gpg("--import", certificate.toString());

    assertThatThrownBy(() -> add(alice))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("revoked");
  }

  @Test
  void an_unknown_user_is_not_found() {
    assertThatThrownBy(() -> add("nobody@example.org"))
        .isInstanceOf(SecretNotFoundException.class)
        .hasMessageContaining("not found");
  }

  @Test
  void adding_again_changes_nothing() throws IOException {
    keyring.generate(ALICE, "default", "never");
    add(ALICE);
    String head = repository.git("rev-parse", "HEAD").text();

    assertThat(add(ALICE)).isEmpty();

    assertThat(repository.git("rev-parse", "HEAD").text()).isEqualTo(head);
  }

  @Test
  void the_state_directory_can_be_elsewhere() throws IOException {
    String alice = keyring.generate(ALICE, "default", "never");
    repository.git("config", "git-crypt.repoStateDir", "state/crypt");

    add(ALICE);

    assertThat(repository.top().resolve("state/crypt/keys/default/0/" + alice + ".gpg")).exists();
    assertThat(repository.changes()).isEmpty();
  }

  @Test
  void users_are_listed_with_their_names_even_without_a_keyring() throws IOException {
    String alice = keyring.generate(ALICE, "default", "never");
    add(ALICE);

    assertThat(repository.ours(Map.of("GNUPGHOME", "/nonexistent")).gpgUsers())
        .containsExactly(new GpgUser("default", alice, ALICE));
  }

  private List<GpgUser> add(String user) {
    return add(user, true);
  }

  private List<GpgUser> add(String user, boolean trusted) {
    return repository
        .ours(keyring.environment())
        .addGpgUsers(new AddUserRequest(Optional.empty(), List.of(user), trusted, true));
  }

  /** A key of somebody else's keyring: nothing says whose it is. */
  private String imported() throws IOException {
    Keyring other = Keyring.create();
    String alice = other.generate(ALICE, "default", "never");
    Path file = folder.resolve("alice.gpg");
    Files.write(file, other.gpg("--export", ALICE).stdout());
    other.close();
    keyring.gpg("--import", file.toString());
    return alice;
  }

  private Map<String, String> withoutGpg(String key, String passphrase) throws IOException {
    Map<String, String> environment = new HashMap<>(Keyring.withoutGpg(folder));
    environment.put("SECRETS_GPG_SECRET_KEY", key);
    environment.put("SECRETS_GPG_PASSPHRASE", passphrase);
    return environment;
  }
}
