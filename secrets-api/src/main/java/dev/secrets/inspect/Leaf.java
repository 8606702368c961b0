package dev.secrets.inspect;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A single value of a document, by the keys that lead to it. Its text may be secret. */
final class Leaf {

  private final List<String> path;
  private final Node.Scalar scalar;

  private Leaf(List<String> path, Node.Scalar scalar) {
    this.path = List.copyOf(path);
    this.scalar = scalar;
  }

  /** All of them, in their order. */
  static List<Leaf> of(Node root) {
    List<Leaf> leaves = new ArrayList<>();
    collect(root, List.of(), leaves);
    return leaves;
  }

  /** The mapping or list that a text spells as JSON. */
  static Optional<Node> json(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Optional.of(Document.parse(DocumentFormat.JSON, bytes, Map.of()).root());
    } catch (InvalidInputException noJson) {
      return Optional.empty();
    }
  }

  List<String> path() {
    return path;
  }

  /** The last key that is a name. */
  String key() {
    return path.isEmpty() ? "" : path.get(path.size() - 1);
  }

  String shownPath() {
    return String.join(".", path);
  }

  Node.Scalar scalar() {
    return scalar;
  }

  private static void collect(Node node, List<String> path, List<Leaf> leaves) {
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach((key, child) -> collect(child, with(path, key), leaves));
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(item -> collect(item, path, leaves));
    } else {
      leaves.add(new Leaf(path, (Node.Scalar) node));
    }
  }

  private static List<String> with(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }

  @Override
  public String toString() {
    return "Leaf[" + shownPath() + "]";
  }
}
