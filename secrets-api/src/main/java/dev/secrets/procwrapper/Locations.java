package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretsException;
import dev.secrets.document.Node.Mapping;
import dev.secrets.document.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whole mappings at several locations, made into one. */
final class Locations {

  private final Contents contents;
  private final Map<String, String> environment;
  private final MergeStrategy strategy;

  Locations(Contents contents, Map<String, String> environment, MergeStrategy strategy) {
    this.contents = contents;
    this.environment = environment;
    this.strategy = strategy;
  }

  /**
   * What stands at {@code texts}, the later ones counting more.
   *
   * @param setting the variable that names them
   * @param usual the format of those that tell none
   */
  Mapping read(List<String> texts, String setting, Format usual) {
    Map<String, Location> locations = new LinkedHashMap<>();
    for (int index = 0; index < texts.size(); index++) {
      locations.put(setting + "[" + index + "]", parse(setting, texts.get(index)));
    }
    contents.read(locations, Set.of());
    Mapping merged = new Mapping(new Position(1, 1), Optional.empty(), Map.of());
    for (Map.Entry<String, Location> location : locations.entrySet()) {
      merged = strategy.merge(merged, mapping(location.getKey(), location.getValue(), usual));
    }
    return merged;
  }

  private static Location parse(String setting, String text) {
    try {
      Location location = Location.parse("", text);
      if (location.source() == Source.ENV || location.source() == Source.CONFIG) {
        throw new InvalidInputException("a location of many values is in no variable");
      }
      return location;
    } catch (SecretsException failure) {
      throw failure.in("'" + setting + "'");
    }
  }

  private Mapping mapping(String name, Location location, Format usual) {
    try {
      Value whole =
          location.source() == Source.PLAIN ? Value.of(location.address()) : contents.get(location);
      return whole
          .meantBy(location, environment)
          .mapping()
          .or(() -> read(whole, location, usual).mapping())
          .orElseThrow(() -> new InvalidInputException("no names with values stand there"));
    } catch (SecretsException failure) {
      throw failure.in("'" + name + "'");
    }
  }

  private Value read(Value whole, Location location, Format usual) {
    if (location.format().isPresent() || location.part().isPresent()) {
      return whole;
    }
    if (usual == Format.DOTENV && whole.looksLikeJson()) {
      throw new InvalidInputException(
          "JSON stands where dotenv is expected", "write !json behind the location");
    }
    return Value.of(whole.document(usual, environment));
  }
}
