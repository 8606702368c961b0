package dev.secrets;

import dev.secrets.cache.CachePolicy;
import dev.secrets.cache.CachingSecretStore;
import dev.secrets.project.StoreAlias;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The stores of one session by the names that references use, opened when first needed. */
final class Stores implements AutoCloseable {

  /** What is at hand anyway, and would only be older from a cache. */
  private static final Set<String> LOCAL = Set.of(Backends.FILE, Backends.ENV);

  private final Backends backends;
  private final BackendContext context;
  private final Codecs codecs;
  private final Map<String, StoreAlias> aliases;
  private final Optional<CachePolicy> policy;
  private final Set<Path> sought;
  private final Map<StoreConfig, SecretStore> open = new ConcurrentHashMap<>();

  /**
   * Shares {@code codecs}, so that a person is asked for a password once.
   *
   * @param policy for which caches stand before stores that are neither files nor the environment
   * @param sought gets every file that is read
   */
  Stores(
      Backends backends,
      BackendContext context,
      Codecs codecs,
      Map<String, StoreAlias> aliases,
      Optional<CachePolicy> policy,
      Set<Path> sought) {
    this.sought = sought;
    this.policy = policy;
    this.backends = backends;
    this.context = context;
    this.codecs = codecs;
    this.aliases = aliases;
  }

  /** The store that {@code name}, an alias or else a scheme, stands for; closed with this. */
  SecretStore get(String name) {
    return get(config(name, Map.of()));
  }

  /** The store that {@code reference} leads to; closed with this. */
  SecretStore get(Reference reference) {
    return get(config(reference));
  }

  SecretStore get(StoreConfig config) {
    return open.computeIfAbsent(config, this::open);
  }

  /** Which store {@code reference} leads to: its options count beside those of the alias. */
  StoreConfig config(Reference reference) {
    return config(reference.store(), reference.storeOptions());
  }

  /** The scheme that {@code name} stands for; itself unless it is an alias. */
  String scheme(String name) {
    StoreAlias alias = aliases.get(name);
    return alias == null ? name : alias.provider();
  }

  private StoreConfig config(String name, Map<String, String> more) {
    StoreAlias alias = aliases.get(name);
    Map<String, String> options = new HashMap<>(alias == null ? Map.of() : alias.options());
    options.putAll(more);
    return new StoreConfig(name, options);
  }

  private SecretStore open(StoreConfig config) {
    String scheme = scheme(config.name());
    SecretStore store = backends.open(scheme, config, context, codecs, sought);
    return policy.isPresent() && !LOCAL.contains(scheme)
        ? CachingSecretStore.builder(store).policy(policy.get()).open()
        : store;
  }

  @Override
  public void close() {
    open.values().forEach(SecretStore::close);
    open.clear();
  }
}
