package dev.secrets.aws;

import dev.secrets.Secret;
import dev.secrets.SecretPath;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.VersionSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;

/**
 * Finds many secrets with one call for every twenty of a region; for one use. AWS answers with
 * status 200 even if every secret failed, promises no order, and wants a right of its own for
 * batches: who lacks it gets the secrets one by one.
 */
final class BatchReader {

  private static final int BATCH = 20;

  private final Reader reader;
  private final Map<SecretPath, Secret> found = new LinkedHashMap<>();
  private final List<SecretsException> failures = new ArrayList<>();

  BatchReader(Reader reader) {
    this.reader = reader;
  }

  Map<SecretPath, Secret> findAll(Collection<SecretPath> paths) {
    try {
      byRegion(paths).forEach(this::readRegion);
      if (!failures.isEmpty()) {
        throw SeveralFailuresException.of(failures);
      }
    } catch (RuntimeException failure) {
      found.values().forEach(Secret::close);
      throw failure;
    }
    return inOrderOf(paths);
  }

  private static Map<Optional<String>, List<SecretId>> byRegion(Collection<SecretPath> paths) {
    Map<Optional<String>, List<SecretId>> regions = new LinkedHashMap<>();
    for (SecretPath path : new LinkedHashSet<>(paths)) {
      SecretId id = SecretId.of(path);
      regions.computeIfAbsent(id.region(), absent -> new ArrayList<>()).add(id);
    }
    return regions;
  }

  private void readRegion(Optional<String> region, List<SecretId> ids) {
    for (int start = 0; start < ids.size(); start += BATCH) {
      List<SecretId> batch = ids.subList(start, Math.min(ids.size(), start + BATCH));
      try {
        readBatch(region, batch);
      } catch (Refusal refusal) {
        if (!refusal.isDenial() && !refusal.isUnknownOperation()) {
          throw refusal;
        }
        ids.subList(start, ids.size()).forEach(this::readOne);
        return;
      }
    }
  }

  private void readBatch(Optional<String> region, List<SecretId> ids) {
    if (ids.size() == 1) {
      readOne(ids.get(0));
      return;
    }
    Optional<BatchGetSecretValueResponse> batch = reader.batch(region, ids);
    if (batch.isEmpty()) {
      ids.forEach(this::readOne);
      return;
    }
    BatchGetSecretValueResponse answer = batch.get();
    for (SecretId id : ids) {
      if (!takeValue(id, answer) && !takeError(id, answer, region)) {
        readOne(id);
      }
    }
  }

  private boolean takeValue(SecretId id, BatchGetSecretValueResponse answer) {
    return answer.secretValues().stream()
        .filter(entry -> id.means(entry.name(), entry.arn()))
        .findFirst()
        .map(entry -> keep(id, Answers.secret(id, reader.region(id.region()), entry)))
        .isPresent();
  }

  private boolean takeError(
      SecretId id, BatchGetSecretValueResponse answer, Optional<String> region) {
    Optional<APIErrorType> error =
        answer.errors().stream().filter(entry -> id.text().equals(entry.secretId())).findFirst();
    error
        .map(entry -> Refusal.of(entry, id.text(), reader.region(region)))
        .filter(refusal -> !refusal.isAbsence())
        .ifPresent(refusal -> failures.add(refusal.translated()));
    return error.isPresent();
  }

  private void readOne(SecretId id) {
    try {
      reader.find(id, VersionSelector.current()).ifPresent(secret -> keep(id, secret));
    } catch (Refusal refusal) {
      failures.add(refusal.translated());
    }
  }

  private Secret keep(SecretId id, Secret secret) {
    found.put(SecretPath.of(id.text()), secret);
    return secret;
  }

  private Map<SecretPath, Secret> inOrderOf(Collection<SecretPath> paths) {
    Map<SecretPath, Secret> ordered = new LinkedHashMap<>();
    for (SecretPath path : paths) {
      Optional.ofNullable(found.get(path)).ifPresent(secret -> ordered.put(path, secret));
    }
    return ordered;
  }
}
