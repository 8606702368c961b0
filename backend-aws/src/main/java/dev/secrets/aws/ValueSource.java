package dev.secrets.aws;

import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Where values are read: the service, or an agent on this machine. */
interface ValueSource {

  /** As the service answers; a refusal is a {@link Refusal}. */
  GetSecretValueResponse get(SecretId id, GetSecretValueRequest request);

  /** The answer to a batch, which may hold an error for each secret; empty if there are none. */
  Optional<BatchGetSecretValueResponse> batch(Optional<String> region, Collection<SecretId> ids);

  String region(Optional<String> region);
}
