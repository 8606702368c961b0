package dev.secrets.testkit.aws;

import java.util.Collection;
import java.util.Optional;

/** The staging labels of one secret: each sits on one version at most. */
final class Labels {

  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  private static final int MAX_LABELS = 20;

  private final Collection<StoredVersion> versions;

  Labels(Collection<StoredVersion> versions) {
    this.versions = versions;
  }

  Optional<StoredVersion> holder(String label) {
    return versions.stream().filter(version -> version.labels().contains(label)).findFirst();
  }

  /** Puts {@code label} on {@code target}; a version that AWSCURRENT leaves becomes AWSPREVIOUS. */
  void move(String label, StoredVersion target) {
    Optional<StoredVersion> left = holder(label).filter(version -> !sameVersion(version, target));
    attach(label, target);
    if (label.equals(CURRENT)) {
      target.labels().remove(PREVIOUS);
      left.ifPresent(version -> attach(PREVIOUS, version));
    }
  }

  void detach(String label) {
    versions.forEach(version -> version.labels().remove(label));
  }

  private void attach(String label, StoredVersion target) {
    detach(label);
    long labels = versions.stream().mapToLong(version -> version.labels().size()).sum();
    if (labels >= MAX_LABELS) {
      throw ApiError.limitExceeded("A secret can have at most " + MAX_LABELS + " staging labels.");
    }
    target.labels().add(label);
  }

  static boolean sameVersion(StoredVersion one, StoredVersion other) {
    return one.id().equals(other.id());
  }
}
