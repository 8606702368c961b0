package dev.secrets.spi;

import dev.secrets.InvalidInputException;
import java.util.Map;
import java.util.Optional;

/**
 * How one store of a provider was asked for: the name it goes by and the options written for it.
 *
 * @param name the alias, or the scheme when it is used without one
 * @param options by name; a {@code secret} never stands here
 */
public record StoreConfig(String name, Map<String, String> options) {

  public StoreConfig {
    options = Map.copyOf(options);
  }

  /** A store used by its scheme, without options. */
  public static StoreConfig of(String scheme) {
    return new StoreConfig(scheme, Map.of());
  }

  public Optional<String> find(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /**
   * The value of an option that must be there.
   *
   * @throws InvalidInputException if it is not
   */
  public String get(String option) {
    return find(option)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "store '" + name + "' needs the option '" + option + "'"));
  }

  // Written out: what a record generates is linked at its first use, which a short command feels.
  @Override
  public boolean equals(Object other) {
    return other instanceof StoreConfig that
        && name.equals(that.name)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + options.hashCode();
  }
}
