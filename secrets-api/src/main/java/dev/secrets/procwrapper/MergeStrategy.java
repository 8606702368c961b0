package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Mapping;
import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of two mappings that have the same names in them; the later one counts more. */
enum MergeStrategy {
  /** Mappings are merged at every depth, all else is replaced. */
  DEEP,
  /** What stands at the top is replaced as a whole. */
  SHALLOW,
  REPLACE,
  /** Mappings are merged at every depth, lists put behind each other, all else is replaced. */
  ADDITIVE,
  /** As {@link #REPLACE}, but never one sort of value by another. */
  TYPESAFE_REPLACE,
  /** As {@link #ADDITIVE}, but never one sort of value by another. */
  TYPESAFE_ADDITIVE;

  static MergeStrategy named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new InvalidInputException(
          "there is no such strategy to merge",
          "one of DEEP, SHALLOW, REPLACE, ADDITIVE, TYPESAFE_REPLACE, TYPESAFE_ADDITIVE");
    }
  }

  Mapping merge(Mapping earlier, Mapping later) {
    Map<String, Node> merged = new LinkedHashMap<>(earlier.entries());
    later
        .entries()
        .forEach(
            (name, node) ->
                merged.merge(
                    name,
                    node,
                    (before, after) -> this == SHALLOW ? after : merge(name, before, after)));
    return new Mapping(later.position(), Optional.empty(), merged);
  }

  private Node merge(String name, Node before, Node after) {
    if (before instanceof Mapping earlier && after instanceof Mapping later) {
      return merge(earlier, later);
    }
    boolean safe = this == TYPESAFE_REPLACE || this == TYPESAFE_ADDITIVE;
    if (safe && !sort(before).equals(sort(after))) {
      throw new InvalidInputException("'" + name + "' is of one sort here and of another there");
    }
    boolean adds = this == ADDITIVE || this == TYPESAFE_ADDITIVE;
    if (adds && before instanceof Sequence first && after instanceof Sequence second) {
      return new Sequence(
          second.position(),
          Optional.empty(),
          Stream.concat(first.items().stream(), second.items().stream()).toList());
    }
    return after;
  }

  private static String sort(Node node) {
    return node instanceof Scalar scalar
        ? scalar.type().name()
        : node instanceof Sequence ? "a list" : "a mapping";
  }
}
