package dev.secrets.cache;

import dev.secrets.SecretPath;
import dev.secrets.SecretsException.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * For how long what was read may be answered with.
 *
 * @param ttl a value is fresh for this long, less the jitter; fresh ones are answered without
 *     asking the store
 * @param jitter the largest part of {@code ttl} that chance takes off, from 0 to 1, so that what
 *     was read together is not read again together
 * @param revalidation for this long after that, a value is answered at once while it is read anew
 *     in the background
 * @param outage for this long after it was read, a value is answered, flagged, when the store
 *     cannot be reached; no other failure is covered up
 * @param failures for how long a failure is answered without asking the store again, by its kind;
 *     not at all for kinds that are left out
 * @param exceptions secrets with a {@code ttl} of their own
 */
public record CachePolicy(
    Duration ttl,
    double jitter,
    Duration revalidation,
    Duration outage,
    Map<Kind, Duration> failures,
    Map<SecretPath, Duration> exceptions) {

  public CachePolicy {
    if (ttl.isNegative() || revalidation.isNegative() || outage.isNegative()) {
      throw new IllegalArgumentException("a duration is negative");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter is not between 0 and 1");
    }
    failures = failures.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(failures));
    exceptions = Map.copyOf(exceptions);
  }

  /**
   * Five minutes, a fifth of jitter, five more minutes of revalidation, an hour of outage; absence
   * is remembered for ten seconds, a denial for thirty, an outage for one.
   */
  public static CachePolicy standard() {
    return new CachePolicy(
        Duration.ofMinutes(5),
        0.2,
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Map.of(
            Kind.NOT_FOUND, Duration.ofSeconds(10),
            Kind.ACCESS_DENIED, Duration.ofSeconds(30),
            Kind.UNAVAILABLE, Duration.ofSeconds(1)),
        Map.of());
  }

  /** This policy with another {@code ttl}. */
  public CachePolicy withTtl(Duration other) {
    return new CachePolicy(other, jitter, revalidation, outage, failures, exceptions);
  }

  /** This policy with a {@code ttl} of its own for one secret. */
  public CachePolicy withTtl(SecretPath path, Duration other) {
    Map<SecretPath, Duration> more = new HashMap<>(exceptions);
    more.put(path, other);
    return new CachePolicy(ttl, jitter, revalidation, outage, failures, more);
  }

  long ttlMillis(SecretPath path) {
    return exceptions.getOrDefault(path, ttl).toMillis();
  }

  long failureMillis(Kind kind) {
    return failures.getOrDefault(kind, Duration.ZERO).toMillis();
  }
}
