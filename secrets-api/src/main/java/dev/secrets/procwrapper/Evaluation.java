package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretsException;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gets values as they are asked for, each once. One may lead to another, in whatever order they
 * stand; one that leads back to itself is refused.
 */
final class Evaluation {

  private final Contents contents;
  private final Entries variables;
  private final Map<String, String> environment;
  private final Configuration configuration;
  private final Map<Location, Value> known = new HashMap<>();
  private final Set<Location> begun = new HashSet<>();

  /**
   * @param variables those that are meant, with those that are to be found
   * @param environment the variables that dotenv files may refer to
   */
  Evaluation(
      Contents contents,
      Entries variables,
      Map<String, String> environment,
      Mapping configuration,
      Settings settings) {
    this.contents = contents;
    this.variables = variables;
    this.environment = environment;
    this.configuration =
        new Configuration(configuration, settings.properties(), settings.strategy(), this::value);
  }

  /**
   * Reads all that is known to be needed from the stores, together.
   *
   * @param optional variables that may be absent
   */
  void begin(Set<String> optional) {
    Map<String, Location> wanted = new LinkedHashMap<>(configuration.locations());
    wanted.putAll(variables.locations());
    contents.read(wanted, optional);
  }

  Configuration configuration() {
    return configuration;
  }

  /**
   * The value at {@code location}, for {@code name}.
   *
   * @throws SecretsException naming it
   */
  Value value(String name, Location location) {
    Value before = known.get(location);
    if (before != null) {
      return before;
    }
    if (!begun.add(location)) {
      throw new InvalidInputException("'" + name + "' leads round in a circle");
    }
    try {
      Value value = whole(location).meantBy(location, environment);
      known.put(location, value);
      return value;
    } catch (SecretsException failure) {
      throw failure.in("'" + name + "'");
    } finally {
      begun.remove(location);
    }
  }

  private Value whole(Location location) {
    return switch (location.source()) {
      case PLAIN -> Value.of(location.address());
      case ENV -> variable(location.address());
      case CONFIG -> Value.of(property(location.address()));
      default -> contents.get(location);
    };
  }

  private Value variable(String name) {
    Location elsewhere = variables.locations().get(name);
    if (elsewhere != null) {
      return value(name, elsewhere);
    }
    return Optional.ofNullable(variables.values().get(name))
        .map(node -> node instanceof Node.Scalar text ? Value.of(text.text()) : Value.of(node))
        .orElseThrow(() -> new SecretNotFoundException("variable '" + name + "' is not set"));
  }

  private Node property(String path) {
    return configuration
        .find(JsonPath.parse(path))
        .orElseThrow(
            () -> new SecretNotFoundException("nothing is at '" + path + "' in the configuration"));
  }
}
