package dev.secrets.vault;

import static dev.secrets.vault.Vaults.bytes;
import static dev.secrets.vault.Vaults.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an old password to a new one. */
final class RekeyingTest {

  @TempDir private Path directory;

  private Scene scene() {
    return new Scene(directory).file("old", "old\n").file("new", "new\n");
  }

  private byte[] sealed() {
    return Vaults.encode(scene().option("vault-id", "dev@old").context(), bytes("plain"));
  }

  private static byte[] rekeyed(Scene scene, byte[] envelope) throws IOException {
    try (SecretCodec codec = new AnsibleVault().rekeying(scene.context())) {
      ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
      codec.decode(ByteSource.of(envelope), plaintext);
      ByteArrayOutputStream rekeyed = new ByteArrayOutputStream();
      codec.encodeLike(ByteSource.of(envelope), ByteSource.of(plaintext.toByteArray()), rekeyed);
      return rekeyed.toByteArray();
    }
  }

  @Test
  void the_new_password_opens_and_the_old_does_not() throws IOException {
    byte[] envelope =
        rekeyed(
            scene().option("vault-id", "dev@old").option("new-vault-password-file", "new"),
            sealed());

    assertThat(text(Vaults.decode(scene().option("vault-id", "new").context(), envelope)))
        .isEqualTo("plain");
    assertThatThrownBy(
            () -> Vaults.decode(scene().option("vault-id", "dev@old").context(), envelope))
        .isInstanceOf(DecryptionFailedException.class);
  }

  @Test
  void the_label_is_that_of_the_new_password() throws IOException {
    Scene scene = scene().option("vault-id", "dev@old").option("new-vault-id", "prod@new");

    assertThat(text(rekeyed(scene, sealed()))).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
  }

  @Test
  void the_same_password_again_is_refused_under_any_label() {
    Scene scene = scene().option("vault-id", "dev@old").option("new-vault-id", "prod@old");

    assertThatThrownBy(() -> rekeyed(scene, sealed()))
        .isInstanceOf(WriteConflictException.class)
        .hasMessage("it is under the new vault password already");
  }

  @Test
  void a_configured_password_is_no_new_one() {
    Scene scene = scene().variable("ANSIBLE_VAULT_PASSWORD_FILE", "old");

    assertThatThrownBy(() -> rekeyed(scene, sealed())).isInstanceOf(WriteConflictException.class);
  }

  @Test
  void what_is_not_named_is_asked_for_once_the_old_and_twice_the_new() throws IOException {
    Scene scene = scene().answers("old", "new", "new");

    byte[] envelope = rekeyed(scene, sealed());

    assertThat(scene.prompts())
        .containsExactly(
            "Vault password: ", "New Vault password: ", "Confirm New Vault password: ");
    assertThat(text(Vaults.decode(scene().option("vault-id", "new").context(), envelope)))
        .isEqualTo("plain");
  }

  @Test
  void what_only_the_new_password_opens_is_read_too() throws IOException {
    byte[] envelope = Vaults.encode(scene().option("vault-id", "new").context(), bytes("plain"));
    Scene scene = scene().option("vault-id", "dev@old").option("new-vault-id", "prod@new");

    try (SecretCodec codec = new AnsibleVault().rekeying(scene.context())) {
      ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
      codec.decode(ByteSource.of(envelope), plaintext);

      assertThat(plaintext.toString()).isEqualTo("plain");
    }
  }

  @Test
  void a_label_to_encrypt_with_chooses_among_the_configured_ones() throws IOException {
    Scene scene =
        scene()
            .variable("ANSIBLE_VAULT_IDENTITY_LIST", "dev@old,prod@new")
            .option("encrypt-vault-id", "prod");

    assertThat(text(rekeyed(scene, sealed()))).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
  }
}
