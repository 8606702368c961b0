package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.WriteCondition;
import dev.secrets.cache.CachePolicy;
import dev.secrets.spi.BackendContext;
import org.junit.jupiter.api.Test;

/** An application that asks for a secret whenever it needs one. */
final class CachedSecretsTest extends AwsFixture {

  private static final Reference PASSWORD = Reference.parse("aws:app/db#password");

  @Test
  void asking_often_is_one_call() {
    fake.add("app/db", "{\"password\":\"swordfish\"}");
    try (Secrets secrets = open()) {
      for (int time = 0; time < 10; time++) {
        assertThat(text(secrets)).isEqualTo("swordfish");
      }
    }

    assertThat(operations()).containsExactly("GetSecretValue");
  }

  @Test
  void what_was_written_is_read_at_once() {
    fake.add("app/db", "{\"password\":\"swordfish\"}");
    try (Secrets secrets = open();
        SecretValue value = SecretValue.ofText("another")) {
      text(secrets);

      secrets.put(PASSWORD, value, WriteCondition.any());

      assertThat(text(secrets)).isEqualTo("another");
    }
  }

  @Test
  void the_cache_tells_of_its_hits() {
    fake.add("app/db", "{\"password\":\"swordfish\"}");
    try (Secrets secrets = open()) {
      text(secrets);
      text(secrets);

      assertThat(secrets.cache("aws").metrics().hits()).isPositive();
      assertThatExceptionOfType(UnsupportedCapabilityException.class)
          .isThrownBy(() -> secrets.cache("file"));
    }
  }

  private static String text(Secrets secrets) {
    try (Secret secret = secrets.resolve(PASSWORD)) {
      return secret.text();
    }
  }

  private Secrets open() {
    return Secrets.builder()
        .register(new AwsSecretsManager())
        .context(BackendContext.builder().environment(fake.environment()))
        .cached(CachePolicy.standard())
        .open();
  }
}
