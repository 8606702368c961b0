package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names as they are meant: those that have a value, and those whose value is somewhere else. A name
 * can be both.
 *
 * @param values by name
 * @param locations by the names that are meant, without what marks them
 */
record Entries(Map<String, Node> values, Map<String, Location> locations) {

  /**
   * Parts {@code named}.
   *
   * @throws SecretsException for every location that is none, naming all
   */
  static Entries of(Map<String, Node> named, Marker marker) {
    Entries entries = new Entries(new LinkedHashMap<>(), new LinkedHashMap<>());
    List<SecretsException> failures = new ArrayList<>();
    named.forEach(
        (name, node) -> {
          try {
            entries.add(name, node, marker.target(name));
          } catch (SecretsException failure) {
            failures.add(failure.in("'" + name + "'"));
          }
        });
    if (!failures.isEmpty()) {
      throw SeveralFailuresException.of(failures);
    }
    return entries;
  }

  private void add(String name, Node node, Optional<String> target) {
    if (target.isEmpty() || !(node instanceof Scalar text)) {
      values.put(name, node);
      return;
    }
    Location location = Location.parse(target.get(), text.text());
    if (locations.put(location.target(), location) != null) {
      throw new InvalidInputException(
          "another name says as well where '" + location.target() + "' is");
    }
  }
}
