package dev.secrets;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.OptionSpec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.SecretStoreProvider;
import dev.secrets.spi.StoreConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The backends that are at hand: registered by a library user, discovered by the command. {@code
 * file} and {@code env} are always there. Immutable and thread-safe.
 */
public final class Backends {

  static final String FILE = "file";
  static final String ENV = "env";

  private static final List<OptionSpec> FILE_OPTIONS =
      List.of(OptionSpec.optional("directory", "where its relative paths start"));

  private final List<SecretStoreProvider> stores;
  private final List<SecretCodecProvider> codecs;
  private final List<DiscoveryProblem> problems;

  private Backends(Builder from) {
    stores = List.copyOf(from.stores);
    codecs = List.copyOf(from.codecs);
    problems = List.copyOf(from.problems);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The store providers, in the order they were found. */
  public List<SecretStoreProvider> stores() {
    return stores;
  }

  /** The codec providers, in the order they were found. */
  public List<SecretCodecProvider> codecs() {
    return codecs;
  }

  /** What was found and cannot be used. */
  public List<DiscoveryProblem> problems() {
    return problems;
  }

  /**
   * Opens a store of {@code scheme}; the caller closes it.
   *
   * @throws UnsupportedCapabilityException if nobody, or more than one, provides the scheme
   * @throws InvalidInputException if an option is unknown or a required one is missing
   */
  public SecretStore open(String scheme, StoreConfig config, BackendContext context) {
    return open(scheme, config, context, codecs(context), ConcurrentHashMap.newKeySet());
  }

  /**
   * As {@link #open(String, StoreConfig, BackendContext)}, with codecs that have their keys.
   *
   * @param sought gets every file that is read
   */
  SecretStore open(
      String scheme, StoreConfig config, BackendContext context, Codecs codecs, Set<Path> sought) {
    return switch (scheme) {
      case FILE -> {
        checkOptions(FILE_OPTIONS, config);
        yield new FileStore(
            context.directory().resolve(config.find("directory").orElse("")), codecs, sought);
      }
      case ENV -> {
        checkOptions(List.of(), config);
        yield new EnvironmentStore(context.environment());
      }
      default -> {
        SecretStoreProvider provider = provider(scheme);
        checkOptions(provider.options(), config);
        yield provider.open(config, context);
      }
    };
  }

  private SecretStoreProvider provider(String scheme) {
    List<SecretStoreProvider> claimants =
        stores.stream().filter(store -> store.scheme().equals(scheme)).toList();
    if (claimants.isEmpty()) {
      throw new UnsupportedCapabilityException(
          "no store '" + scheme + "': there are " + String.join(", ", schemes()),
          "check the spelling, add the backend's jar, or register its provider");
    }
    if (claimants.size() > 1) {
      throw new UnsupportedCapabilityException(
          "several backends claim '"
              + scheme
              + "': "
              + claimants.stream().map(ProviderOrigin::describe).collect(Collectors.joining(", ")),
          "remove all but one of them");
    }
    return claimants.get(0);
  }

  private Set<String> schemes() {
    Set<String> schemes = new java.util.TreeSet<>(Set.of(FILE, ENV));
    stores.forEach(store -> schemes.add(store.scheme()));
    return schemes;
  }

  Codecs codecs(BackendContext context) {
    return new Codecs(codecs, context);
  }

  private static void checkOptions(List<OptionSpec> options, StoreConfig config) {
    Set<String> known = options.stream().map(OptionSpec::name).collect(Collectors.toSet());
    config.options().keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidInputException(
                  "store '" + config.name() + "' has no option '" + name + "'",
                  "its options are " + String.join(", ", known.stream().sorted().toList()));
            });
    options.stream().filter(OptionSpec::required).forEach(option -> config.get(option.name()));
  }

  /** Collects backends; not thread-safe. */
  public static final class Builder {

    private final List<SecretStoreProvider> stores = new ArrayList<>();
    private final List<SecretCodecProvider> codecs = new ArrayList<>();
    private final List<DiscoveryProblem> problems = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a store provider.
     *
     * @throws IllegalArgumentException if it cannot be used: a scheme that is none or is reserved,
     *     or a newer level of the SPI
     */
    public Builder register(SecretStoreProvider provider) {
      ProviderRules.check(provider);
      stores.add(provider);
      return this;
    }

    /** Adds a codec provider, with the same rules. */
    public Builder register(SecretCodecProvider provider) {
      ProviderRules.check(provider);
      codecs.add(provider);
      return this;
    }

    /**
     * Adds every provider that {@code loader} finds by {@link java.util.ServiceLoader}. One that
     * cannot be loaded, or breaks the rules, becomes a {@link Backends#problems problem}.
     */
    public Builder discover(ClassLoader loader) {
      Discovery.find(SecretStoreProvider.class, loader, problems)
          .forEach(provider -> accept(provider, () -> register(provider)));
      Discovery.find(SecretCodecProvider.class, loader, problems)
          .forEach(provider -> accept(provider, () -> register(provider)));
      return this;
    }

    private void accept(Object provider, Runnable registration) {
      try {
        registration.run();
      } catch (IllegalArgumentException refused) {
        problems.add(ProviderOrigin.problem(provider, String.valueOf(refused.getMessage())));
      }
    }

    public Backends build() {
      return new Backends(this);
    }
  }
}
