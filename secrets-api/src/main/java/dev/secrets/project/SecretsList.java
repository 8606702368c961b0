package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.document.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code secrets:} list of a container: entries of {@code name} and {@code valueFrom}, as ECS
 * reads them.
 */
final class SecretsList {

  /** One entry. */
  record Entry(String name, Reference reference, Node node) {}

  private static final Pointer PLACE =
      Pointer.of("ecs", "extra_main_container_properties", "secrets");

  private SecretsList() {}

  /** The entries that {@code settings}, a map of {@code origin}, hold; none if there is no list. */
  static List<Entry> of(Node.Mapping settings, TaskSettings origin) {
    Optional<Node> list = descend(settings, origin);
    if (list.isEmpty() || Settings.isNull(list.get())) {
      return List.of();
    }
    if (!(list.get() instanceof Node.Sequence sequence)) {
      throw new InvalidInputException(origin.placeOf(list.get()) + ": 'secrets' is not a list");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node item : sequence.items()) {
      Entry entry = entry(item, origin);
      if (!names.add(entry.name())) {
        throw new InvalidInputException(
            "%s: secret '%s' is listed twice".formatted(origin.placeOf(item), entry.name()));
      }
      entries.add(entry);
    }
    return entries;
  }

  /** Whether a list found elsewhere was probably meant as one. */
  static boolean looksLikeOne(Node.Sequence list) {
    return !list.items().isEmpty()
        && list.items().stream()
            .allMatch(item -> item instanceof Node.Mapping m && m.find("valueFrom").isPresent());
  }

  static Optional<Node> descend(Node.Mapping settings, TaskSettings origin) {
    Node node = settings;
    for (String key : PLACE.tokens()) {
      if (node instanceof Node.Sequence) {
        throw new InvalidInputException(
            "%s: a list where a map with '%s' is needed".formatted(origin.placeOf(node), key));
      }
      Optional<Node> next = node instanceof Node.Mapping map ? map.find(key) : Optional.empty();
      if (next.isEmpty()) {
        return next;
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  private static Entry entry(Node item, TaskSettings origin) {
    String at = origin.placeOf(item);
    if (!(item instanceof Node.Mapping entry)) {
      throw new InvalidInputException(at + ": an entry of 'secrets' is not a map");
    }
    String name = text(entry, "name", origin, at);
    try {
      return new Entry(name, reference(text(entry, "valueFrom", origin, at)), item);
    } catch (InvalidInputException failure) {
      throw failure.in(at + ": secret '" + name + "'");
    }
  }

  private static String text(Node.Mapping entry, String key, TaskSettings origin, String at) {
    if (entry.find(key).orElse(null) instanceof Node.Scalar scalar
        && scalar.type() == Node.Type.STRING) {
      return origin.text(scalar);
    }
    throw new InvalidInputException(at + ": an entry of 'secrets' needs '" + key + "' with a text");
  }

  static Reference reference(String valueFrom) {
    if (valueFrom.contains("{{") && !Reference.looksLikeOne(valueFrom)) {
      throw new InvalidInputException("its valueFrom is a template that only Ansible can fill in");
    }
    if (!Reference.looksLikeOne(valueFrom)) {
      throw new InvalidInputException(
          "its valueFrom is a bare name, which ECS takes for a parameter of Parameter Store",
          "write the full ARN of the secret in AWS Secrets Manager");
    }
    return Reference.parse(valueFrom);
  }
}
