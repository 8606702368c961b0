package dev.secrets.aws;

import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Where calls get their client from. Thread-safe. */
interface Clients extends AutoCloseable {

  /** A client and the region it talks to, which messages name. */
  record Regional(String region, SecretsManagerClient client) {}

  /** The client of a region, or of the default one. */
  Regional in(Optional<String> region);

  @Override
  void close();
}
