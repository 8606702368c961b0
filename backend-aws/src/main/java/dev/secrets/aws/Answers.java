package dev.secrets.aws;

import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/**
 * Secrets out of answers. An empty answer with status 200 reaches us as an object whose members are
 * all null; it must not pass for an empty secret.
 */
final class Answers {

  private Answers() {}

  static Secret secret(SecretId id, String region, GetSecretValueResponse answer) {
    return secret(
        id,
        region,
        Optional.ofNullable(answer.secretString()),
        Optional.ofNullable(answer.secretBinary()),
        Optional.ofNullable(answer.versionId()),
        answer.versionStages(),
        Optional.ofNullable(answer.createdDate()));
  }

  static Secret secret(SecretId id, String region, SecretValueEntry answer) {
    return secret(
        id,
        region,
        Optional.ofNullable(answer.secretString()),
        Optional.ofNullable(answer.secretBinary()),
        Optional.ofNullable(answer.versionId()),
        answer.versionStages(),
        Optional.ofNullable(answer.createdDate()));
  }

  private static Secret secret(
      SecretId id,
      String region,
      Optional<String> text,
      Optional<SdkBytes> bytes,
      Optional<String> version,
      List<String> labels,
      Optional<Instant> created) {
    SecretValue value =
        text.map(SecretValue::ofText)
            .or(() -> bytes.map(Answers::owned))
            .orElseThrow(() -> ClientFailures.malformedAnswer("GetSecretValue", id, region));
    String versionId =
        version.orElseThrow(() -> ClientFailures.malformedAnswer("GetSecretValue", id, region));
    return Secret.of(id.text(), value, new SecretVersion(versionId, Set.copyOf(labels), created));
  }

  /** The array is that of an answer nobody else sees, so closing the value wipes it too. */
  private static SecretValue owned(SdkBytes bytes) {
    return SecretValue.takeOwnership(bytes.asByteArrayUnsafe());
  }
}
