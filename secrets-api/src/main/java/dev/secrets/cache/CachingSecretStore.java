package dev.secrets.cache;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretDescription;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Keeps the current versions of secrets of another store in memory, as its {@link CachePolicy}
 * says. A fresh value is answered without a lock, without an allocation and without asking the
 * store; however many ask for one that is not there, the store is asked once.
 *
 * <pre>{@code
 * CachingSecretStore cache = CachingSecretStore.builder(store).open();
 * String login = cache.get(path).use(bytes -> login(bytes));
 * }</pre>
 *
 * <p>What is written through it is seen by the next read. Other versions than the current one are
 * not cached. When it is full, secrets leave it that were not asked for lately, those that somebody
 * listens to excepted. Thread-safe.
 */
public final class CachingSecretStore implements SecretStore {

  private final SecretStore origin;
  private final Cache cache;

  private CachingSecretStore(Builder from) {
    origin = from.origin;
    cache = new Cache(from);
  }

  /** A cache in front of {@code origin}, which is closed with it. */
  public static Builder builder(SecretStore origin) {
    return new Builder(origin);
  }

  /**
   * The current version of a secret, which stays the cache's.
   *
   * @throws SecretNotFoundException if there is no such secret
   */
  public CachedSecret get(SecretPath path) {
    CachedSecret fresh = cache.fresh(path);
    return fresh != null ? fresh : cache.find(path).orElseThrow(() -> absent(path));
  }

  /**
   * As {@link #get}, read from the store after this call began. Several that ask at once share what
   * is read; nobody sleeps.
   */
  public CachedSecret refresh(SecretPath path) {
    return cache.refresh(path).orElseThrow(() -> absent(path));
  }

  private SecretNotFoundException absent(SecretPath path) {
    String where = origin.whereabouts(path);
    return new SecretNotFoundException(
        "there is no secret '" + path + "'" + (where.isEmpty() ? "" : ": " + where));
  }

  /** Forgets what is held of a secret. */
  public void invalidate(SecretPath path) {
    cache.forget(path);
  }

  /**
   * Reads those of {@code paths} that are not held, with as few calls as the store can do with.
   * What is absent or fails is left for who asks for it.
   */
  public void prefetch(Collection<SecretPath> paths) {
    cache.prefetch(paths);
  }

  /** Reads all secrets whose path begins with {@code prefix} and that have all of {@code tags}. */
  public void prefetch(String prefix, Map<String, String> tags) {
    try (Stream<SecretInfo> infos = origin.list(prefix)) {
      prefetch(
          infos
              .filter(info -> info.tags().entrySet().containsAll(tags.entrySet()))
              .map(SecretInfo::path)
              .toList());
    }
  }

  /**
   * Reads anew what a listing of the store tells to have changed: one call for a hundred secrets on
   * AWS, whose listings may lag by five minutes and tell of one region only. Meant to be called by
   * a timer of the application.
   */
  public void detectChanges() {
    cache.detectChanges();
  }

  /**
   * Lets {@code listener} hear, once, of each change of a secret that a read has found. It is
   * called by a thread that reads and should return soon; what it throws is dropped.
   *
   * @return closed to hear no more
   */
  public Subscription onChange(SecretPath path, Consumer<SecretChange> listener) {
    return cache.onChange(path, listener);
  }

  public CacheMetrics metrics() {
    return cache.metrics();
  }

  @Override
  public Set<Capability> capabilities() {
    return origin.capabilities();
  }

  @Override
  public Optional<Secret> find(SecretPath path, VersionSelector version) {
    return version == VersionSelector.current()
        ? cache.find(path).map(CachedSecret::copy)
        : origin.find(path, version);
  }

  @Override
  public Map<SecretPath, Secret> findAll(Collection<SecretPath> paths) {
    cache.prefetch(paths);
    Map<SecretPath, Secret> found = new LinkedHashMap<>();
    List<SecretsException> failures = new ArrayList<>();
    for (SecretPath path : paths) {
      try {
        if (!found.containsKey(path)) {
          cache.find(path).ifPresent(secret -> found.put(path, secret.copy()));
        }
      } catch (SecretsException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      found.values().forEach(Secret::close);
      throw SeveralFailuresException.of(failures);
    }
    return found;
  }

  @Override
  public Stream<SecretInfo> list(String prefix) {
    return origin.list(prefix);
  }

  @Override
  public SecretVersion put(SecretPath path, SecretValue value, WriteCondition condition) {
    return changing(path, () -> origin.put(path, value, condition));
  }

  @Override
  public SecretVersion put(
      SecretPath path, SecretValue value, WriteCondition condition, SecretNotes notes) {
    return changing(path, () -> origin.put(path, value, condition, notes));
  }

  @Override
  public boolean delete(SecretPath path, DeleteMode mode) {
    return changing(path, () -> origin.delete(path, mode));
  }

  @Override
  public List<SecretVersion> versions(SecretPath path) {
    return origin.versions(path);
  }

  @Override
  public String whereabouts(SecretPath path) {
    return origin.whereabouts(path);
  }

  @Override
  public SecretVersion stage(SecretPath path, SecretValue value) {
    return origin.stage(path, value);
  }

  @Override
  public SecretVersion promote(SecretPath path, VersionSelector version, WriteCondition condition) {
    return changing(path, () -> origin.promote(path, version, condition));
  }

  @Override
  public void withdraw(SecretPath path, SecretVersion staged) {
    origin.withdraw(path, staged);
  }

  @Override
  public boolean undelete(SecretPath path) {
    return changing(path, () -> origin.undelete(path));
  }

  @Override
  public Optional<SecretDescription> describe(SecretPath path) {
    return origin.describe(path);
  }

  @Override
  public void annotate(SecretPath path, SecretNotes notes) {
    origin.annotate(path, notes);
  }

  /** Wipes all that is held, and closes the store behind. */
  @Override
  public void close() {
    cache.close();
    origin.close();
  }

  /** A failed write is no proof that nothing was written. */
  private <T> T changing(SecretPath path, Supplier<T> change) {
    try {
      return change.get();
    } finally {
      cache.forget(path);
    }
  }

  @Override
  public String toString() {
    return "CachingSecretStore[" + origin + "]";
  }

  /** Somebody hears of changes, until this is closed. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {

    /** Closing again does nothing. */
    @Override
    void close();
  }

  /** Opens a {@link CachingSecretStore}; not thread-safe. */
  public static final class Builder {

    private static final int STANDARD_CAPACITY = 10_000;

    final SecretStore origin;
    final ThreadFactory threads = Builder::daemon;
    CachePolicy policy = CachePolicy.standard();
    int capacity = STANDARD_CAPACITY;
    Optional<Clock> clock = Optional.empty();
    RandomGenerator random = RandomGenerator.getDefault();
    Executor executor = task -> threads.newThread(task).start();

    private Builder(SecretStore origin) {
      this.origin = origin;
    }

    public Builder policy(CachePolicy chosen) {
      policy = chosen;
      return this;
    }

    /**
     * Holds at most {@code secrets} of them, absent ones included; 10 000 without this.
     *
     * @throws IllegalArgumentException if that is less than one
     */
    public Builder capacity(int secrets) {
      if (secrets < 1) {
        throw new IllegalArgumentException("a cache holds at least one secret");
      }
      capacity = secrets;
      return this;
    }

    /**
     * What time it is, asked at every read. Without it, that of the system, which is asked every
     * hundredth of a second only while hits are frequent.
     */
    public Builder clock(Clock source) {
      clock = Optional.of(source);
      return this;
    }

    /** Where jitter comes from; called by several threads, one at a time. */
    public Builder random(RandomGenerator source) {
      random = source;
      return this;
    }

    /**
     * Where secrets are read, at most four at a time. Without it, in threads that are started when
     * something is to be read and end when nothing is.
     */
    public Builder executor(Executor chosen) {
      executor = chosen;
      return this;
    }

    public CachingSecretStore open() {
      return new CachingSecretStore(this);
    }

    private static Thread daemon(Runnable task) {
      Thread thread = new Thread(task, "secrets-cache");
      thread.setDaemon(true);
      return thread;
    }
  }
}
