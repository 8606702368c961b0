package dev.secrets.testkit.aws;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** One version of a secret; its labels move, the rest stays. */
final class StoredVersion {

  private final String id;
  private final StoredValue value;
  private final Instant created;
  private final Set<String> labels = new TreeSet<>();

  StoredVersion(String id, StoredValue value, Instant created) {
    this.id = id;
    this.value = value;
    this.created = created;
  }

  String id() {
    return id;
  }

  StoredValue value() {
    return value;
  }

  Instant created() {
    return created;
  }

  Set<String> labels() {
    return labels;
  }
}
