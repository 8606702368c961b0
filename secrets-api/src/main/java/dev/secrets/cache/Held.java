package dev.secrets.cache;

import dev.secrets.SecretsException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one secret and until when, in milliseconds of the cache's clock: a value, a
 * failure, or neither, which is absence. Immutable, so that a hit reads it without a lock.
 */
final class Held {

  final @Nullable CachedSecret secret;
  final @Nullable SecretsException failure;
  final long freshUntil;
  final long revalidatedUntil;
  final long usableUntil;

  private Held(
      @Nullable CachedSecret secret,
      @Nullable SecretsException failure,
      long freshUntil,
      long revalidatedUntil,
      long usableUntil) {
    this.secret = secret;
    this.failure = failure;
    this.freshUntil = freshUntil;
    this.revalidatedUntil = revalidatedUntil;
    this.usableUntil = usableUntil;
  }

  static Held of(CachedSecret secret, long freshUntil, long revalidatedUntil, long usableUntil) {
    return new Held(secret, null, freshUntil, revalidatedUntil, usableUntil);
  }

  static Held absence(long freshUntil) {
    return new Held(null, null, freshUntil, freshUntil, freshUntil);
  }

  static Held failure(SecretsException failure, long freshUntil) {
    return new Held(null, failure, freshUntil, freshUntil, freshUntil);
  }

  /** Whether the value may stand in while the store cannot be reached. */
  boolean outlasts(long now) {
    return secret != null && now < usableUntil;
  }

  /** The same value, flagged, to be tried again from {@code retry} on. */
  Held throughOutage(CachedSecret flagged, long retry) {
    return new Held(flagged, null, Math.min(retry, usableUntil), usableUntil, usableUntil);
  }
}
