package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import java.util.Map;
import java.util.Optional;

/**
 * How a name tells that its value is where to look, and not what is meant.
 *
 * @param prefix what such a name begins with
 * @param suffix what it ends with
 */
record Marker(String prefix, String suffix) {

  Marker {
    if (prefix.isEmpty() && suffix.isEmpty()) {
      throw new InvalidInputException(
          "with neither prefix nor suffix every name would be one to resolve");
    }
  }

  /** The marker that {@code variables} set under {@code names}, or the usual suffix. */
  static Marker of(Map<String, String> variables, String names, String suffix) {
    String before = variables.getOrDefault(names + "_PREFIX", "");
    String after = variables.getOrDefault(names + "_SUFFIX", "");
    return new Marker(before, after.isEmpty() && before.isEmpty() ? suffix : after);
  }

  /** The name that is meant, if {@code name} is marked. */
  Optional<String> target(String name) {
    boolean marked =
        name.length() > prefix.length() + suffix.length()
            && name.startsWith(prefix)
            && name.endsWith(suffix);
    return marked
        ? Optional.of(name.substring(prefix.length(), name.length() - suffix.length()))
        : Optional.empty();
  }
}
