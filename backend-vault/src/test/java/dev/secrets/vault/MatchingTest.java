package dev.secrets.vault;

import static dev.secrets.vault.Vaults.bytes;
import static dev.secrets.vault.Vaults.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MatchingTest {

  @TempDir private Path directory;

  /** Passwords {@code one}, {@code two}, {@code three} in files of that name. */
  private Scene scene() {
    return new Scene(directory).file("one", "one").file("two", "two").file("three", "three");
  }

  private static byte[] sealed(Scene scene) {
    return Vaults.encode(scene.context(), bytes("plain"));
  }

  private static String opened(Scene scene, byte[] envelope) {
    return text(Vaults.decode(scene.context(), envelope));
  }

  private static String headerOf(byte[] envelope) {
    return text(envelope).lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "one, $ANSIBLE_VAULT;1.1;AES256",
    "default@one, $ANSIBLE_VAULT;1.1;AES256",
    "prod@one, $ANSIBLE_VAULT;1.2;AES256;prod",
    "two words@one, $ANSIBLE_VAULT;1.2;AES256;two words"
  })
  void the_label_decides_the_version_written(String vaultId, String header) {
    assertThat(headerOf(sealed(scene().option("vault-id", vaultId)))).isEqualTo(header);
  }

  @Test
  void a_configured_identity_is_written_as_a_label() {
    Scene scene = scene().variable("ANSIBLE_VAULT_IDENTITY", "zz").option("vault-id", "one");

    assertThat(headerOf(sealed(scene))).isEqualTo("$ANSIBLE_VAULT;1.2;AES256;zz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dév@one", " prod@one", "prod @one", "pr\tod@one", "pr\nod@one"})
  void a_label_that_ansible_could_not_read_back_is_not_written(String vaultId) {
    assertThatThrownBy(() -> sealed(scene().option("vault-id", vaultId)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t "})
  void nothing_is_encrypted_with_a_blank_password(String typed) {
    Scene scene = scene().option("ask-vault-pass", "true").answers(typed, typed);

    assertThatThrownBy(() -> sealed(scene))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessageContaining("'default' is blank");
  }

  @Test
  void any_password_opens_whatever_its_label() {
    byte[] envelope = sealed(scene().option("vault-id", "prod@two"));

    Scene reader = scene().option("vault-id", "prod@one").option("vault-id", "other@two");

    assertThat(opened(reader, envelope)).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "yes", "On"})
  void with_id_match_only_the_own_label_opens(String on) {
    byte[] envelope = sealed(scene().option("vault-id", "prod@two"));

    Scene reader = scene().option("vault-id", "other@two").variable("ANSIBLE_VAULT_ID_MATCH", on);

    assertThatThrownBy(() -> opened(reader, envelope))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage(
            "cannot decrypt (ansible-vault 1.2, label 'prod'): no password has its label, and"
                + " vault_id_match admits no other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "no", "0"})
  void id_match_can_be_switched_off_in_words(String off) {
    byte[] envelope = sealed(scene().option("vault-id", "prod@two"));

    Scene reader = scene().option("vault-id", "other@two").variable("ANSIBLE_VAULT_ID_MATCH", off);

    assertThat(opened(reader, envelope)).isEqualTo("plain");
  }

  @Test
  void with_id_match_an_envelope_without_label_counts_as_the_identity() {
    byte[] envelope = sealed(scene().option("vault-id", "one"));

    Scene reader =
        scene()
            .option("vault-id", "zz@one")
            .option("vault-id-match", "true")
            .variable("ANSIBLE_VAULT_IDENTITY", "zz");

    assertThat(opened(reader, envelope)).isEqualTo("plain");
  }

  @Test
  void both_passwords_of_one_label_are_tried() {
    byte[] envelope = sealed(scene().option("vault-id", "prod@two"));

    Scene reader = scene().option("vault-id", "prod@one").option("vault-id", "prod@two");

    assertThat(opened(reader, envelope)).isEqualTo("plain");
  }

  @Test
  void a_wrong_key_is_told_with_version_label_and_remedy() {
    byte[] envelope = sealed(scene().option("vault-id", "prod@two"));

    Scene reader = scene().option("vault-id", "prod@one").option("vault-id", "three");

    assertThatThrownBy(() -> opened(reader, envelope))
        .isInstanceOfSatisfying(
            DecryptionFailedException.class,
            refusal ->
                assertThat(refusal.hints())
                    .containsExactly("pass the password with --vault-id prod@<file|prompt|script>"))
        .hasMessage(
            "cannot decrypt (ansible-vault 1.2, label 'prod'): wrong key, or the data was altered");
  }

  @Test
  void several_passwords_need_a_choice_to_encrypt() {
    Scene scene = scene().option("vault-id", "a@one").option("vault-id", "b@two");

    assertThatThrownBy(() -> sealed(scene))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("several vault passwords could encrypt: 'a', 'b'");
  }

  @ParameterizedTest
  @CsvSource({"encrypt-vault-id, ''", "'', ANSIBLE_VAULT_ENCRYPT_IDENTITY"})
  void the_label_to_encrypt_with_can_be_chosen(String option, String variable) {
    Scene scene =
        scene()
            .option("vault-id", "a@one")
            .option("vault-id", "b@two")
            .option(option, "b")
            .variable(variable, "b");

    byte[] envelope = sealed(scene);

    assertThat(headerOf(envelope)).endsWith(";b");
    assertThat(opened(scene().option("vault-id", "two"), envelope)).isEqualTo("plain");
  }

  @Test
  void the_option_wins_over_the_variable() {
    Scene scene =
        scene()
            .option("vault-id", "a@one")
            .option("vault-id", "b@two")
            .option("encrypt-vault-id", "a")
            .variable("ANSIBLE_VAULT_ENCRYPT_IDENTITY", "b");

    assertThat(headerOf(sealed(scene))).endsWith(";a");
  }

  @Test
  void a_chosen_label_that_no_password_has_is_an_error() {
    Scene scene = scene().option("vault-id", "a@one").option("encrypt-vault-id", "b");

    assertThatThrownBy(() -> sealed(scene))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage("no vault password has the label 'b' that is to encrypt");
  }

  @Test
  void a_password_named_at_the_call_encrypts_though_another_is_configured() {
    Scene scene =
        scene().variable("ANSIBLE_VAULT_PASSWORD_FILE", "one").option("vault-password-file", "two");

    byte[] envelope = sealed(scene);

    assertThat(opened(scene().option("vault-id", "two"), envelope)).isEqualTo("plain");
  }

  @Test
  void encode_like_keeps_the_label_and_the_password_that_opened() throws IOException {
    byte[] previous = sealed(scene().option("vault-id", "dev@two"));
    Scene writer = scene().option("vault-id", "prod@one").option("vault-id", "other@two");
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();

    try (SecretCodec codec = new AnsibleVault().create(writer.context())) {
      codec.encodeLike(ByteSource.of(previous), ByteSource.of(bytes("new")), envelope);
    }

    assertThat(headerOf(envelope.toByteArray())).isEqualTo("$ANSIBLE_VAULT;1.2;AES256;dev");
    assertThat(opened(scene().option("vault-id", "two"), envelope.toByteArray())).isEqualTo("new");
  }

  @Test
  void a_label_from_a_file_cannot_write_control_characters_to_a_terminal() {
    byte[] envelope =
        bytes(text(sealed(scene().option("vault-id", "x@one"))).replace(";x\n", ";\u001b[31m\n"));

    assertThatThrownBy(() -> opened(scene().option("vault-id", "two"), envelope))
        .hasMessageContaining("label '?[31m'");
  }
}
