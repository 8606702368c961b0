package dev.secrets.vault;

import static dev.secrets.vault.Vaults.bytes;
import static dev.secrets.vault.Vaults.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Envelopes of version 1.0, which Ansible no longer reads. */
final class LegacyTest {

  @TempDir private Path directory;

  private Scene scene(String password) {
    return new Scene(directory).file("pass", password).option("vault-password-file", "pass");
  }

  private static byte[] envelope() throws IOException {
    try (InputStream in = LegacyTest.class.getResourceAsStream("/legacy-1.0.vault")) {
      return in.readAllBytes();
    }
  }

  @Test
  void it_is_refused_unless_asked_for() {
    assertThatThrownBy(() -> Vaults.decode(scene("correct horse").context(), envelope()))
        .isInstanceOf(MalformedEnvelopeException.class)
        .hasMessage("unsupported ansible-vault version 1.0");
  }

  @Test
  void it_is_read_when_asked_for() throws IOException {
    Scene scene = scene("correct horse").option("allow-legacy", "true");

    assertThat(text(Vaults.decode(scene.context(), envelope()))).isEqualTo("hello: world\n");
  }

  @Test
  void a_wrong_password_releases_nothing() {
    Scene scene = scene("battery staple").option("allow-legacy", "true");

    assertThatThrownBy(() -> Vaults.decode(scene.context(), envelope()))
        .isInstanceOf(DecryptionFailedException.class);
  }

  @Test
  void altered_content_is_refused() throws IOException {
    byte[] altered = envelope();
    altered[altered.length - 60] ^= 1;
    Scene scene = scene("correct horse").option("allow-legacy", "true");

    assertThatThrownBy(() -> Vaults.decode(scene.context(), altered))
        .isInstanceOfAny(DecryptionFailedException.class, MalformedEnvelopeException.class);
  }

  @Test
  void what_is_written_back_is_of_the_current_version() throws IOException {
    Scene scene = scene("correct horse").option("allow-legacy", "true");
    ByteArrayOutputStream written = new ByteArrayOutputStream();

    try (SecretCodec codec = new AnsibleVault().create(scene.context())) {
      codec.encodeLike(ByteSource.of(envelope()), ByteSource.of(bytes("new")), written);
    }

    assertThat(written.toString()).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(text(Vaults.decode(scene("correct horse").context(), written.toByteArray())))
        .isEqualTo("new");
  }
}
