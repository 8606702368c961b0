package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.testkit.Canary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log runs at TRACE in these tests, and goes to the error stream that is looked at here. */
final class LeakTest {

  private final Canary password = new Canary();
  private final Canary plaintext = new Canary();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final PrintStream errors = System.err;
  private final PrintStream output = System.out;

  @TempDir private Path directory;

  @BeforeEach
  void listen() {
    PrintStream listener = new PrintStream(logged, true, StandardCharsets.UTF_8);
    System.setErr(listener);
    System.setOut(listener);
  }

  @AfterEach
  void stop_listening() {
    System.setErr(errors);
    System.setOut(output);
  }

  private Scene scene() {
    return new Scene(directory)
        .file("pass", password.text())
        .script("pass.sh", "#!/bin/sh\necho " + password.text() + "\n")
        .script("not-a-script", password.text())
        .script("failing.sh", "#!/bin/sh\necho " + password.text() + "\nexit 1\n")
        .option("vault-id", "file@pass")
        .option("vault-id", "script@pass.sh")
        .option("vault-id", "bad@not-a-script")
        .option("vault-id", "worse@failing.sh")
        .option("vault-id", "typed@prompt")
        .answers(password.text(), password.text())
        .option("encrypt-vault-id", "script");
  }

  @Test
  void nothing_of_password_or_plaintext_is_logged_or_described() throws IOException {
    BackendContext context = scene().context();
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    String described;

    try (SecretCodec codec = new AnsibleVault().create(context)) {
      codec.encode(ByteSource.of(Vaults.bytes(plaintext.text())), envelope);
      codec.decode(ByteSource.of(envelope.toByteArray()), OutputStream.nullOutputStream());
      described = codec.toString();
    }

    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("vault id 'file': password from")
        .contains("passed over: vault id 'worse'")
        .contains("passed over: vault id 'bad'");
    for (Canary canary : new Canary[] {password, plaintext}) {
      canary.assertAbsentFrom("the log", logged.toString(StandardCharsets.UTF_8));
      canary.assertAbsentFrom("the codec", described);
      canary.assertAbsentFrom("the envelope", envelope.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void nothing_of_password_or_plaintext_is_told_by_an_error() {
    byte[] envelope =
        Vaults.encode(Vaults.contextWith(password.text()), Vaults.bytes(plaintext.text()));
    byte[] altered = Arrays.copyOf(envelope, envelope.length);
    altered[envelope.length - 2] ^= 1;
    byte[] yaml = Vaults.bytes("a: !vault " + plaintext.text());
    byte[] folded = Vaults.bytes("$ANSIBLE_VAULT;1.1;AES256 " + plaintext.text());
    byte[] body = Vaults.bytes("$ANSIBLE_VAULT;1.1;AES256\n" + plaintext.text());

    try (SecretCodec codec = new AnsibleVault().create(scene().context())) {
      for (byte[] bad : new byte[][] {altered, yaml, folded, body}) {
        Throwable refusal =
            catchThrowable(() -> codec.decode(ByteSource.of(bad), OutputStream.nullOutputStream()));
        assertThat(refusal).isNotNull();
        plaintext.assertAbsentFrom(refusal);
        password.assertAbsentFrom(refusal);
      }
    }
  }
}
