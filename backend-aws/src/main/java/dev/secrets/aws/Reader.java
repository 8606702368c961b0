package dev.secrets.aws;

import dev.secrets.Secret;
import dev.secrets.VersionSelector;
import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/** Reads values, one secret or one batch per call. */
final class Reader {

  private static final int MIN_VERSION_ID = 32;
  private static final int MAX_VERSION_ID = 64;

  private final ValueSource source;

  Reader(ValueSource source) {
    this.source = source;
  }

  Optional<Secret> find(SecretId id, VersionSelector version) {
    if (!couldExist(version)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Answers.secret(id, region(id.region()), source.get(id, request(id, version))));
    } catch (Refusal refusal) {
      if (refusal.isAbsence()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** See {@link ValueSource#batch}. */
  Optional<BatchGetSecretValueResponse> batch(Optional<String> region, Collection<SecretId> ids) {
    return source.batch(region, ids);
  }

  String region(Optional<String> region) {
    return source.region(region);
  }

  String whereabouts(SecretId id) {
    return id.whereabouts(source.region(id.region()));
  }

  /** AWS refuses to look for ids of another length than its own. */
  static boolean couldExist(VersionSelector version) {
    return !(version instanceof VersionSelector.Id chosen)
        || (chosen.id().length() >= MIN_VERSION_ID && chosen.id().length() <= MAX_VERSION_ID);
  }

  private static GetSecretValueRequest request(SecretId id, VersionSelector version) {
    GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(id.text());
    if (version instanceof VersionSelector.Stage stage) {
      request.versionStage(stage.label());
    } else if (version instanceof VersionSelector.Id chosen) {
      request.versionId(chosen.id());
    } else if (version == VersionSelector.previous()) {
      request.versionStage(Stages.PREVIOUS);
    }
    return request.build();
  }
}
