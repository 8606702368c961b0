package dev.secrets.cache;

import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import java.time.Instant;
import java.util.function.Function;

/**
 * A secret that belongs to a cache, shared by all who ask for it, and therefore not theirs to
 * close. It can be used until the cache is closed, also after the cache has read a newer one.
 */
public final class CachedSecret {

  private final Secret secret;
  private final Instant read;
  private final boolean stale;

  CachedSecret(Secret secret, Instant read, boolean stale) {
    this.secret = secret;
    this.read = read;
    this.stale = stale;
  }

  /** See {@link SecretValue#use}. */
  public <T> T use(Function<byte[], T> user) {
    return secret.use(user);
  }

  /** The secret as a copy, which the caller closes. */
  public Secret copy() {
    return Secret.of(secret.name(), SecretValue.takeOwnership(secret.bytes()), secret.version());
  }

  public SecretVersion version() {
    return secret.version();
  }

  /** When the store gave it out. */
  public Instant read() {
    return read;
  }

  /** Whether the store could not be reached when this should have been read anew. */
  public boolean stale() {
    return stale;
  }

  CachedSecret asStale() {
    return stale ? this : new CachedSecret(secret, read, true);
  }

  void wipe() {
    secret.close();
  }

  @Override
  public String toString() {
    return "CachedSecret[" + secret.name() + "]";
  }
}
