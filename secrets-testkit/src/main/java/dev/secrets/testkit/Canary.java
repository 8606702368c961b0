package dev.secrets.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.SecretValue;
import dev.secrets.SecretsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * A random secret that is easy to find again: hand it to the code under test, then search whatever
 * came out of it. It is found raw, in base64 and in hexadecimal.
 */
public final class Canary {

  private final String text = "canary-" + UUID.randomUUID();

  /** The secret as text. */
  public String text() {
    return text;
  }

  /** The secret as a new value, which the caller closes. */
  public SecretValue value() {
    return SecretValue.ofText(text);
  }

  /** Fails if {@code output} holds the secret in any form; {@code where} is for the message. */
  public void assertAbsentFrom(String where, CharSequence output) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String seen = output.toString();
    assertThat(seen).as(where).doesNotContain(text);
    assertThat(seen).as(where + ", in base64").doesNotContain(base64Core(bytes));
    assertThat(seen.toLowerCase(Locale.ROOT))
        .as(where + ", in hexadecimal")
        .doesNotContain(HexFormat.of().formatHex(bytes));
  }

  /** Fails if the exception, its hints or one of its causes tells the secret. */
  public void assertAbsentFrom(Throwable failure) {
    for (Throwable step = failure; step != null; step = step.getCause()) {
      assertAbsentFrom("the message of " + step.getClass().getSimpleName(), step.toString());
      if (step instanceof SecretsException ours) {
        assertAbsentFrom("a hint", String.join("\n", ours.hints()));
      }
    }
  }

  /** Without the last group, which depends on what follows. */
  private static String base64Core(byte[] bytes) {
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return encoded.substring(0, encoded.length() - 4);
  }

  @Override
  public String toString() {
    return "Canary[redacted]";
  }
}
