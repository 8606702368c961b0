package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Mapping;
import dev.secrets.document.Node.Sequence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A document in which values may be somewhere else. Such a value takes the place of its location,
 * whose name goes; if mappings stand under both names they are merged.
 */
final class Configuration {

  /** Values whose own values are somewhere else, and so on, are stopped here. */
  private static final int DEPTH_AT_MOST = 32;

  private final Mapping raw;
  private final Marker marker;
  private final MergeStrategy strategy;
  private final BiFunction<String, Location, Value> evaluation;
  private final Map<Mapping, Entries> known = new HashMap<>();

  /**
   * @param evaluation gets the value at a location, for a name
   */
  Configuration(
      Mapping raw,
      Marker marker,
      MergeStrategy strategy,
      BiFunction<String, Location, Value> evaluation) {
    this.raw = raw;
    this.marker = marker;
    this.strategy = strategy;
    this.evaluation = evaluation;
  }

  /** Where the values are that it was written with, by their paths. */
  Map<String, Location> locations() {
    Map<String, Location> locations = new LinkedHashMap<>();
    collect("", raw, locations);
    return locations;
  }

  private void collect(String path, Node node, Map<String, Location> into) {
    if (node instanceof Mapping mapping) {
      Entries entries = entries(mapping);
      entries.locations().forEach((name, location) -> into.put(path + name, location));
      entries.values().forEach((name, child) -> collect(path + name + ".", child, into));
    } else if (node instanceof Sequence list) {
      list.items().forEach(item -> collect(path, item, into));
    }
  }

  /** All of it, with every value in its place. */
  Node resolved() {
    return resolved(raw, 0);
  }

  /** The part at {@code path}, with every value in its place. */
  Optional<Node> find(JsonPath path) {
    return path.find(raw, this::children).map(node -> resolved(node, 0));
  }

  private Node resolved(Node node, int depth) {
    if (depth > DEPTH_AT_MOST) {
      throw new InvalidInputException("the configuration leads round in a circle");
    }
    if (node instanceof Mapping mapping) {
      Map<String, Node> entries = new LinkedHashMap<>();
      names(mapping).forEach(name -> entries.put(name, resolved(child(mapping, name), depth + 1)));
      return new Mapping(node.position(), node.tag(), entries);
    }
    return node instanceof Sequence list
        ? new Sequence(
            node.position(),
            node.tag(),
            list.items().stream().map(item -> resolved(item, depth + 1)).toList())
        : node;
  }

  /** Only what a step leads to is looked up: the rest may lead back here. */
  private List<Node> children(Node node, Optional<String> step) {
    if (!(node instanceof Mapping mapping)) {
      return JsonPath.children(node, step);
    }
    return names(mapping)
        .filter(name -> step.isEmpty() || name.equals(step.get()))
        .map(name -> child(mapping, name))
        .toList();
  }

  private Stream<String> names(Mapping mapping) {
    Entries entries = entries(mapping);
    return Stream.concat(entries.values().keySet().stream(), entries.locations().keySet().stream())
        .distinct();
  }

  private Node child(Mapping mapping, String name) {
    Entries entries = entries(mapping);
    Optional<Node> plain = Optional.ofNullable(entries.values().get(name));
    Optional<Node> elsewhere =
        Optional.ofNullable(entries.locations().get(name))
            .map(location -> evaluation.apply(name, location).sniffed());
    return plain.isPresent() && elsewhere.isPresent()
        ? merged(plain.get(), elsewhere.get())
        : elsewhere.or(() -> plain).orElseThrow();
  }

  private Node merged(Node plain, Node elsewhere) {
    return plain instanceof Mapping earlier && elsewhere instanceof Mapping later
        ? strategy.merge(earlier, later)
        : elsewhere;
  }

  private Entries entries(Mapping mapping) {
    return known.computeIfAbsent(mapping, each -> Entries.of(each.entries(), marker));
  }
}
