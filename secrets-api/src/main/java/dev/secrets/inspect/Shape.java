package dev.secrets.inspect;

import dev.secrets.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a value is made of: the fields and their types, without what they hold. */
final class Shape {

  private final Map<String, String> types = new LinkedHashMap<>();

  private Shape() {}

  static Shape of(String text) {
    Shape shape = new Shape();
    Optional<Node> json = Leaf.json(text);
    if (json.isPresent()) {
      shape.add("", json.get());
    } else {
      shape.types.put("", text.isBlank() ? "empty" : "text");
    }
    return shape;
  }

  /** What is different in {@code other}, in words that name fields alone. */
  List<String> differences(Shape other) {
    List<String> differences = new ArrayList<>();
    types.forEach(
        (path, type) -> {
          String otherType = other.types.get(path);
          if (otherType == null) {
            differences.add("lacks " + shown(path));
          } else if (!otherType.equals(type)) {
            differences.add(shown(path) + " is " + otherType + " instead of " + type);
          }
        });
    other.types.keySet().stream()
        .filter(path -> !types.containsKey(path))
        .forEach(path -> differences.add("has " + shown(path) + " besides"));
    return differences;
  }

  private void add(String path, Node node) {
    if (node instanceof Node.Mapping mapping) {
      types.put(path, "an object");
      mapping
          .entries()
          .forEach((key, child) -> add(path.isEmpty() ? key : path + "." + key, child));
    } else if (node instanceof Node.Sequence) {
      types.put(path, "a list");
    } else {
      types.put(path, type((Node.Scalar) node));
    }
  }

  private static String type(Node.Scalar scalar) {
    return switch (scalar.type()) {
      case INTEGER, FLOAT -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      default -> scalar.text().isBlank() ? "empty" : "text";
    };
  }

  private static String shown(String path) {
    return path.isEmpty() ? "the value" : "'" + path + "'";
  }
}
