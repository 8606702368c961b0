package dev.secrets;

import dev.secrets.project.StoreAlias;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stores of one session by the names that references use, opened when first needed. */
final class Stores implements AutoCloseable {

  private final Backends backends;
  private final BackendContext context;
  private final Codecs codecs;
  private final Map<String, StoreAlias> aliases;
  private final Map<String, SecretStore> open = new ConcurrentHashMap<>();

  /** Shares {@code codecs}, so that a person is asked for a password once. */
  Stores(
      Backends backends, BackendContext context, Codecs codecs, Map<String, StoreAlias> aliases) {
    this.backends = backends;
    this.context = context;
    this.codecs = codecs;
    this.aliases = aliases;
  }

  /** The store that {@code name}, an alias or else a scheme, stands for; closed with this. */
  SecretStore get(String name) {
    return open.computeIfAbsent(name, this::open);
  }

  /** The scheme that {@code name} stands for; itself unless it is an alias. */
  String scheme(String name) {
    StoreAlias alias = aliases.get(name);
    return alias == null ? name : alias.provider();
  }

  private SecretStore open(String name) {
    StoreAlias alias = aliases.get(name);
    return alias == null
        ? backends.open(name, StoreConfig.of(name), context, codecs)
        : backends.open(alias.provider(), new StoreConfig(name, alias.options()), context, codecs);
  }

  @Override
  public void close() {
    open.values().forEach(SecretStore::close);
    open.clear();
  }
}
