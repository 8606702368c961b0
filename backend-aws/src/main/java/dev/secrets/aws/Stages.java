package dev.secrets.aws;

import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretVersion;
import dev.secrets.SecretsException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Moves staging labels. AWS moves a label only for a caller who names the version it sits on; a
 * version that AWSCURRENT leaves gets AWSPREVIOUS from AWS itself.
 */
final class Stages {

  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";
  static final String PENDING = "AWSPENDING";

  private final Calls calls;

  Stages(Calls calls) {
    this.calls = calls;
  }

  SecretVersion promote(SecretId id, VersionSelector version, WriteCondition condition) {
    if (!Reader.couldExist(version)) {
      throw noVersion(id);
    }
    Map<String, List<String>> labels = labels(id);
    String from = holder(labels, CURRENT).orElseThrow(() -> noVersion(id));
    if (condition instanceof WriteCondition.IfVersion expected && !expected.id().equals(from)) {
      throw conflict(id);
    }
    String to = target(labels, version).orElseThrow(() -> noVersion(id));
    if (!to.equals(from)) {
      moveCurrent(id, from, to, () -> holder(labels(id), CURRENT));
    }
    if (labels.getOrDefault(to, List.of()).contains(PENDING)) {
      removeIfPossible(id, PENDING, to);
    }
    return new SecretVersion(to, Set.of(CURRENT), Optional.empty());
  }

  void withdraw(SecretId id, SecretVersion staged) {
    if (holder(labels(id), PENDING).equals(Optional.of(staged.id()))) {
      move(id, PENDING, staged.id(), Optional.empty());
    }
  }

  /** A refusal is looked into: the move may have succeeded and only its answer been lost. */
  void moveCurrent(SecretId id, String from, String to, Supplier<Optional<String>> current) {
    try {
      move(id, CURRENT, from, Optional.of(to));
    } catch (Refusal refusal) {
      Optional<String> holder = current.get();
      if (holder.equals(Optional.of(from)) || !refusal.isInvalid()) {
        throw refusal;
      }
      if (!holder.equals(Optional.of(to))) {
        throw conflict(id);
      }
    }
  }

  /** For labels of work that stands or fell already: one that stays behind does no harm. */
  void removeIfPossible(SecretId id, String label, String from) {
    try {
      move(id, label, from, Optional.empty());
    } catch (Refusal | SecretsException harmless) {
      return;
    }
  }

  WriteConflictException conflict(SecretId id) {
    return new WriteConflictException(
        id.in(calls.region(id.region())) + " was changed meanwhile",
        "read it again and repeat the change");
  }

  private void move(SecretId id, String label, String from, Optional<String> to) {
    calls.call(
        "UpdateSecretVersionStage",
        id,
        client ->
            client.updateSecretVersionStage(
                move -> {
                  move.secretId(id.text()).versionStage(label).removeFromVersionId(from);
                  to.ifPresent(move::moveToVersionId);
                }));
  }

  private Map<String, List<String>> labels(SecretId id) {
    return calls
        .call("DescribeSecret", id, client -> client.describeSecret(one -> one.secretId(id.text())))
        .versionIdsToStages();
  }

  private static Optional<String> target(
      Map<String, List<String>> labels, VersionSelector version) {
    if (version instanceof VersionSelector.Id chosen) {
      return Optional.of(chosen.id()); // one without labels is not described, and can be there
    }
    if (version instanceof VersionSelector.Stage stage) {
      return holder(labels, stage.label());
    }
    return holder(labels, version == VersionSelector.previous() ? PREVIOUS : CURRENT);
  }

  private static Optional<String> holder(Map<String, List<String>> labels, String label) {
    return labels.entrySet().stream()
        .filter(version -> version.getValue().contains(label))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private SecretNotFoundException noVersion(SecretId id) {
    return new SecretNotFoundException(
        id.in(calls.region(id.region())) + " has no such version",
        "secrets history shows which there are");
  }
}
