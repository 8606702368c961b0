package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.Reference;
import dev.secrets.SecretPath;
import dev.secrets.document.Node;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A mapping of the manifest, read strictly: an unknown key is an error with its line. */
final class ManifestReader {

  private final Node node;

  private ManifestReader(Node node) {
    this.node = node;
  }

  static ManifestReader of(Node node) {
    return new ManifestReader(node);
  }

  InvalidInputException wrong(String message) {
    return wrong(node, message);
  }

  void allow(String... keys) {
    List<String> known = List.of(keys);
    entries()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                throw wrong(
                    value, "'" + key + "' is no key here: there are " + String.join(", ", known));
              }
            });
  }

  Optional<String> text(String key) {
    Node value = entries().get(key);
    return value == null ? Optional.empty() : Optional.of(text(key, value));
  }

  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    entries().forEach((key, value) -> texts.put(key, text(key, value)));
    return texts;
  }

  /** The mappings under the keys of the mapping under {@code key}. */
  Map<String, ManifestReader> children(String key) {
    Map<String, ManifestReader> children = new LinkedHashMap<>();
    child(key).entries().forEach((name, value) -> children.put(name, of(value)));
    return children;
  }

  /** The mappings in the list under {@code key}. */
  List<ManifestReader> items(String key) {
    Node value = entries().get(key);
    if (value == null || Settings.isNull(value)) {
      return List.of();
    }
    if (value instanceof Node.Sequence list) {
      return list.items().stream().map(ManifestReader::of).toList();
    }
    throw wrong(value, "'" + key + "' is not a list");
  }

  /** What is not to be told by a check, why, and how long. */
  Waiver waiver() {
    allow("id", "place", "reason", "expires");
    Map<String, String> texts = texts();
    for (String key : List.of("id", "place", "reason", "expires")) {
      if (texts.getOrDefault(key, "").isBlank()) {
        throw wrong("a waiver needs '" + key + "'");
      }
    }
    try {
      return new Waiver(
          texts.getOrDefault("id", ""),
          texts.getOrDefault("place", ""),
          texts.getOrDefault("reason", ""),
          LocalDate.parse(texts.getOrDefault("expires", "")));
    } catch (DateTimeParseException notOne) {
      throw wrong("'expires' is a date such as 2027-01-31");
    }
  }

  /** A binding: a reference alone, or a mapping with {@code ref} and more. */
  Binding binding(String name, UnaryOperator<String> written) {
    if (node instanceof Node.Scalar scalar) {
      return bind(name, text(name, scalar), Map.of(), written);
    }
    allow("ref", "kind", "type", "default", "required");
    Map<String, String> texts = texts();
    String reference = texts.get("ref");
    if (reference == null) {
      throw wrong("binding '" + name + "' needs 'ref'");
    }
    return bind(name, reference, texts, written);
  }

  private Binding bind(
      String name, String ref, Map<String, String> texts, UnaryOperator<String> written) {
    return new Binding(
        name,
        choice(BindingKind.class, "kind", texts.getOrDefault("kind", "runtime")),
        reference(ref, written),
        choice(Binding.Type.class, "type", texts.getOrDefault("type", "text")),
        flag("required", texts.getOrDefault("required", "true")),
        Optional.ofNullable(texts.get("default")),
        "'" + Project.MANIFEST + "' " + node.position());
  }

  private Reference reference(String text, UnaryOperator<String> written) {
    Reference reference;
    try {
      reference = Reference.parse(text);
    } catch (InvalidInputException failure) {
      throw failure.in(place(node));
    }
    boolean relativeFile =
        reference.store().equals("file") && !reference.path().value().startsWith("/");
    return relativeFile
        ? new Reference(
            reference.store(),
            SecretPath.of(written.apply(reference.path().value())),
            reference.options(),
            reference.pointer())
        : reference;
  }

  /** A yes or no, as the text that YAML's booleans have. */
  boolean flag(String key, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("'" + key + "' is true or false");
    }
    return text.equals("true");
  }

  private <E extends Enum<E>> E choice(Class<E> type, String key, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    List<String> names =
        List.of(type.getEnumConstants()).stream()
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    throw wrong("'" + key + "' is one of " + String.join(", ", names));
  }

  private ManifestReader child(String key) {
    Node value = entries().get(key);
    return of(value == null ? Settings.EMPTY : value);
  }

  private Map<String, Node> entries() {
    if (node instanceof Node.Mapping mapping) {
      return mapping.entries();
    }
    if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL) {
      return Map.of();
    }
    throw wrong("a mapping is expected");
  }

  private static String text(String key, Node value) {
    if (value instanceof Node.Scalar scalar && scalar.type() != Node.Type.NULL) {
      return scalar.text();
    }
    throw wrong(value, "'" + key + "' is not a single value");
  }

  private static InvalidInputException wrong(Node at, String message) {
    return new InvalidInputException(message).in(place(at));
  }

  private static String place(Node at) {
    return "'" + Project.MANIFEST + "' " + at.position();
  }
}
