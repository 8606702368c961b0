package dev.secrets.testkit.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A secret with its versions, oldest first. */
final class StoredSecret {

  private static final int KEPT_VERSIONS = 100;
  private static final Duration KEPT_AT_LEAST = Duration.ofHours(24);

  final Arn arn;
  final Instant created;
  final Map<String, String> tags = new LinkedHashMap<>();
  Optional<String> description = Optional.empty();
  Optional<String> kmsKeyId = Optional.empty();
  Optional<Instant> lastAccessed = Optional.empty();

  /** When a deleted secret goes for good; empty while it is alive. */
  Optional<Instant> deletion = Optional.empty();

  Instant lastChanged;

  private final Map<String, StoredVersion> versions = new LinkedHashMap<>();

  StoredSecret(Arn arn, Instant created) {
    this.arn = arn;
    this.created = created;
    this.lastChanged = created;
  }

  String name() {
    return arn.name();
  }

  boolean deleted() {
    return deletion.isPresent();
  }

  Collection<StoredVersion> versions() {
    return versions.values();
  }

  Optional<StoredVersion> version(String id) {
    return Optional.ofNullable(versions.get(id));
  }

  Labels labels() {
    return new Labels(versions.values());
  }

  /** Adds a version under {@code labels}; the first one of a secret is AWSCURRENT in any case. */
  StoredVersion add(String id, StoredValue value, Collection<String> labels, Instant now) {
    prune(now);
    boolean first = versions.isEmpty();
    StoredVersion version = new StoredVersion(id, value, now);
    versions.put(id, version);
    if (first) {
      labels().move(Labels.CURRENT, version);
    }
    labels.forEach(label -> labels().move(label, version));
    lastChanged = now;
    return version;
  }

  /**
   * Makes room for one more: the service keeps 100 versions, and whatever is younger than a day.
   */
  private void prune(Instant now) {
    Instant young = now.minus(KEPT_AT_LEAST);
    while (versions.size() >= KEPT_VERSIONS) {
      StoredVersion oldest =
          versions.values().stream()
              .filter(version -> version.labels().isEmpty() && version.created().isBefore(young))
              .findFirst()
              .orElseThrow(
                  () -> ApiError.limitExceeded("The secret has too many versions of one day."));
      versions.remove(oldest.id());
    }
  }
}
