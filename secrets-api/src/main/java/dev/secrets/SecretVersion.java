package dev.secrets;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One version of a secret.
 *
 * @param id what the store calls it: a version id, or a digest of the bytes where the store keeps
 *     no versions
 * @param labels the stage labels it carries, such as {@code AWSCURRENT}; empty where a store has
 *     none
 * @param created when it was written, if the store tells
 */
public record SecretVersion(String id, Set<String> labels, Optional<Instant> created) {

  public SecretVersion {
    labels = Set.copyOf(labels);
  }

  /** A version without labels or time. */
  public static SecretVersion of(String id) {
    return new SecretVersion(id, Set.of(), Optional.empty());
  }
}
