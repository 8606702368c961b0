package dev.secrets.spi;

import java.util.List;

/**
 * Opens the stores of one scheme. Found by {@link java.util.ServiceLoader}: a public final class
 * with a public constructor without parameters, which does no I/O. Or registered by hand with
 * {@link dev.secrets.Secrets.Builder#register(SecretStoreProvider)}.
 */
public interface SecretStoreProvider {

  /**
   * The scheme its references begin with: lower-case letters, digits and {@code -}, a letter first,
   * two or more. {@code aws}, {@code file} and {@code env} are ours.
   */
  String scheme();

  /** {@link SpiLevel#CURRENT}, as it was when the provider was compiled. */
  int spiLevel();

  /** The options that {@link #open} understands; an option that is not listed is refused. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /**
   * Opens a store. It may put off connecting until the first use.
   *
   * @throws dev.secrets.InvalidInputException if an option is missing or cannot be understood
   */
  SecretStore open(StoreConfig config, BackendContext context);
}
