package dev.secrets.aws;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** Values from AWS itself. */
final class Service implements ValueSource {

  private final Calls calls;

  Service(Calls calls) {
    this.calls = calls;
  }

  @Override
  public GetSecretValueResponse get(SecretId id, GetSecretValueRequest request) {
    return calls.call("GetSecretValue", id, client -> client.getSecretValue(request));
  }

  @Override
  public Optional<BatchGetSecretValueResponse> batch(
      Optional<String> region, Collection<SecretId> ids) {
    List<String> names = ids.stream().map(SecretId::text).toList();
    return Optional.of(
        calls.call(
            "BatchGetSecretValue",
            String.join("', '", names),
            region,
            client -> client.batchGetSecretValue(batch -> batch.secretIdList(names))));
  }

  @Override
  public String region(Optional<String> region) {
    return calls.region(region);
  }
}
