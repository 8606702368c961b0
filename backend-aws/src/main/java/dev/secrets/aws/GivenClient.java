package dev.secrets.aws;

import dev.secrets.InvalidInputException;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The caller's own client, for its region only. */
final class GivenClient implements Clients {

  private final Regional given;

  GivenClient(SecretsManagerClient client) {
    given = new Regional(client.serviceClientConfiguration().region().id(), client);
  }

  @Override
  public Regional in(Optional<String> region) {
    if (region.isPresent() && !region.get().equals(given.region())) {
      throw new InvalidInputException(
          "an ARN of region '%s', but the client is of region '%s'"
              .formatted(region.get(), given.region()),
          "register a client of that region under another name");
    }
    return given;
  }

  @Override
  public void close() {
    // The client is the caller's.
  }
}
