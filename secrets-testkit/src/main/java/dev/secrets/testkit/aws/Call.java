package dev.secrets.testkit.aws;

import java.util.List;
import java.util.Optional;

/**
 * A request that the fake received, for tests that count them.
 *
 * @param operation its name, such as {@code GetSecretValue}
 * @param secretIds the secrets it named, as it named them
 * @param account the account of its credentials
 * @param region the region it was signed for
 * @param token the idempotency token, if it had one
 * @param retry what the client says of attempts, or an empty text
 * @param body its JSON with values replaced
 */
public record Call(
    String operation,
    List<String> secretIds,
    String account,
    String region,
    Optional<String> token,
    String retry,
    String body) {

  public Call {
    secretIds = List.copyOf(secretIds);
  }
}
