package dev.secrets.vault;

import static dev.secrets.vault.Vaults.bytes;
import static dev.secrets.vault.Vaults.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Envelopes that are the same again for the same plaintext. */
final class DeterministicSaltTest {

  @TempDir private Path directory;

  private byte[] sealed(String label, String plaintext) {
    Scene scene =
        new Scene(directory)
            .file("pass", "secret")
            .option("vault-id", label + "@pass")
            .option("deterministic-salt", "true");
    return Vaults.encode(scene.context(), bytes(plaintext));
  }

  private static byte[] salt(byte[] envelope) throws IOException {
    return new EnvelopeReader(new ByteArrayInputStream(envelope)).salt();
  }

  @Test
  void the_same_plaintext_gives_the_same_envelope() {
    assertThat(text(sealed("prod", "plain"))).isEqualTo(text(sealed("prod", "plain")));
  }

  @Test
  void another_plaintext_gives_another_salt() throws IOException {
    assertThat(salt(sealed("prod", "plain"))).isNotEqualTo(salt(sealed("prod", "other")));
  }

  @Test
  void a_label_and_a_plaintext_that_join_to_the_same_text_have_other_salts() throws IOException {
    assertThat(salt(sealed("ab", "c"))).isNotEqualTo(salt(sealed("a", "bc")));
  }

  @Test
  void such_an_envelope_is_read_as_any_other() {
    Scene scene = new Scene(directory).file("pass", "secret").option("vault-id", "pass");

    assertThat(text(Vaults.decode(scene.context(), sealed("prod", "plain")))).isEqualTo("plain");
  }
}
