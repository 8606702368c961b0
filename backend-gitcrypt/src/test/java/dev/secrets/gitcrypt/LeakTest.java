package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.KeySource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.testkit.Canary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test log is at TRACE and goes to the standard error stream of the moment. */
final class LeakTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void neither_plaintext_nor_key_reaches_the_log_or_an_error() throws IOException {
    Canary canary = new Canary();
    KeyFile key = Keys.counting(KeyName.DEFAULT);
    byte[] plaintext = canary.text().getBytes(StandardCharsets.UTF_8);

    Throwable failure;
    try (SecretCodec codec = new GitCrypt().create(withKeyInEnvironment(key))) {
      ByteArrayOutputStream blob = new ByteArrayOutputStream();
      codec.encode(ByteSource.of(plaintext), blob);
      byte[] altered = blob.toByteArray();
      altered[altered.length - 1] ^= 1;
      failure =
          catchThrowable(() -> codec.decode(ByteSource.of(altered), new ByteArrayOutputStream()));
      System.err.println(codec + " " + key + " " + key.latest());
    }

    String seen = output.toString(StandardCharsets.UTF_8);
    assertThat(seen).contains("git-crypt key 'default' from the key source");
    canary.assertAbsentFrom(failure);
    canary.assertAbsentFrom("the log", seen);
    assertThat(seen + failure)
        .doesNotContain(
            HexFormat.of().formatHex(key.latest().aesKey),
            HexFormat.of().formatHex(key.latest().hmacKey),
            Base64.getEncoder().encodeToString(key.toBytes()).substring(30, 60));
  }

  private static BackendContext withKeyInEnvironment(KeyFile key) {
    Map<String, String> environment =
        Map.of("SECRETS_GIT_CRYPT_KEY", Base64.getEncoder().encodeToString(key.toBytes()));
    return Keys.context().keys(KeySource.fromEnvironment(environment, Path.of(""))).build();
  }
}
