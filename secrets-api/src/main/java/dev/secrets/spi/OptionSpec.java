package dev.secrets.spi;

/**
 * An option of a store as users write it in a manifest.
 *
 * @param name its name
 * @param description half a sentence for {@code secrets backends}
 * @param required whether a store cannot be opened without it
 */
public record OptionSpec(String name, String description, boolean required) {

  public static OptionSpec optional(String name, String description) {
    return new OptionSpec(name, description, false);
  }

  public static OptionSpec required(String name, String description) {
    return new OptionSpec(name, description, true);
  }
}
