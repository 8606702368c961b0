package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keyring that the real gpg has written, read where there is no gpg. */
@Tag(Peers.TAG)
final class KeyringFileTest {

  private static final String ALICE = "Alice Ümlaut <alice@example.org>";

  private static Keyring keyring;
  private static String alice;
  @TempDir Path folder;

  @BeforeAll
  static void generate() throws IOException {
    keyring = Keyring.create();
    alice = keyring.generate(ALICE, "default", "never");
    keyring.generate("Alice Two <two@alice.example>", "rsa2048", "never");
    String gone = keyring.generate("Gone <gone@example.org>", "ed25519", "never");
    keyring.gpg("--yes", "--delete-secret-and-public-key", gone);
  }

  @AfterAll
  static void close() {
    keyring.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "ALICE Ü",
        "=Alice Ümlaut <alice@example.org>",
        "=Alice Ümlaut",
        "<alice@example.org>",
        "<Two@Alice.Example>",
        "<alice@example>",
        "alice@example.org",
        "@alice.example",
        "@example",
        "*two",
        "gone@example.org",
        "nobody"
      })
  void a_key_is_named_as_for_gpg(String query) {
    assertThat(found(query)).isEqualTo(listed(query));
  }

  @Test
  void a_key_is_named_by_the_id_of_any_of_its_keys() {
    List<String> all =
        keyring
            .gpg("--with-colons", "--list-keys", "--with-subkey-fingerprint", ALICE)
            .text()
            .lines()
            .filter(line -> line.startsWith("fpr:"))
            .map(line -> line.split(":", -1)[9])
            .toList();

    assertThat(all).hasSize(2);
    for (String id : all) {
      assertThat(found(id)).containsExactly(alice);
      assertThat(found("0x" + id.toLowerCase(Locale.ROOT))).containsExactly(alice);
      assertThat(found(id.substring(24))).containsExactly(alice);
    }
  }

  @Test
  void a_user_of_the_keyring_is_added_without_gpg_and_opens_the_key_with_it() throws IOException {
    Repository repository = Scene.unlocked(folder);

    List<GpgUser> added = add(repository, keyring.home(), "0x" + alice, false);

    assertThat(added).containsExactly(new GpgUser("default", alice, ALICE));
    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));
    keyring.unlockWithGitCrypt(clone);
    assertThat(clone.text("a.sec")).isEqualTo("alpha\n");
  }

  @Test
  void without_gpg_nobody_vouches_for_a_name() throws IOException {
    Repository repository = Scene.unlocked(folder);

    assertThatThrownBy(() -> add(repository, keyring.home(), "alice@example.org", false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no assurance");
    assertThat(add(repository, keyring.home(), "alice@example.org", true)).hasSize(1);
  }

  @Test
  void a_keyring_of_old_is_read_too() throws IOException {
    Files.write(folder.resolve("pubring.gpg"), keyring.gpg("--export").stdout());

    assertThat(in(folder).find("<alice@example.org>")).hasSize(1);
  }

  @Test
  void a_database_that_only_gpg_reads_is_told_as_the_reason() throws IOException {
    Files.createDirectories(folder.resolve("home/public-keys.d"));
    Files.createFile(folder.resolve("home/public-keys.d/pubring.db"));
    Files.copy(keyring.home().resolve("pubring.kbx"), folder.resolve("home/pubring.kbx"));
    Repository repository = Scene.unlocked(folder);

    assertThatThrownBy(() -> add(repository, folder.resolve("home"), ALICE, true))
        .isInstanceOfSatisfying(
            SecretNotFoundException.class,
            missing -> assertThat(missing.hints()).first().asString().contains("pubring.db"));
  }

  @Test
  void a_keyring_that_was_cut_is_refused() throws IOException {
    byte[] box = Files.readAllBytes(keyring.home().resolve("pubring.kbx"));
    Files.write(folder.resolve("pubring.kbx"), Arrays.copyOf(box, 500));

    assertThatThrownBy(() -> in(folder).find("alice"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pubring.kbx");
  }

  private static PublicKeyring in(Path home) {
    return KeyringFile.of(Map.of("GNUPGHOME", home.toString()));
  }

  private static List<String> found(String query) {
    return in(keyring.home()).find(query).stream().map(OpenPgpKeys::fingerprint).sorted().toList();
  }

  private static List<String> listed(String query) {
    String[] lines =
        keyring.command().run("--with-colons", "--list-keys", query).text().split("\n");
    List<String> primary = new ArrayList<>();
    for (int at = 1; at < lines.length; at++) {
      if (lines[at].startsWith("fpr:") && lines[at - 1].startsWith("pub:")) {
        primary.add(lines[at].split(":", -1)[9]);
      }
    }
    return primary.stream().sorted().toList();
  }

  private static List<GpgUser> add(Repository repository, Path home, String user, boolean trusted)
      throws IOException {
    return repository
        .ours(Keyring.withoutGpg(home))
        .addGpgUsers(new AddUserRequest(Optional.empty(), List.of(user), trusted, true));
  }
}
