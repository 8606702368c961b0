package dev.secrets.document;

import dev.secrets.Pointer;
import dev.secrets.document.Node.Mapping;
import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Node.Sequence;
import java.util.Optional;

/** The way from the top of a document down to a field. */
final class Fields {

  private Fields() {}

  static Optional<Node> find(Node root, Pointer pointer) {
    Optional<Node> at = Optional.of(root);
    for (String token : pointer.tokens()) {
      at = at.flatMap(node -> json(node).or(() -> Optional.of(node))).flatMap(n -> child(n, token));
    }
    return at;
  }

  static Optional<Node> child(Node node, String token) {
    if (node instanceof Mapping mapping) {
      return mapping.find(token);
    }
    return node instanceof Sequence sequence ? item(sequence, token) : Optional.empty();
  }

  /** The JSON object or array in a string; its fields stand where the string stands. */
  static Optional<Node> json(Node node) {
    return isString(node) && looksLikeJson(((Scalar) node).text())
        ? JsonParsing.tryRead(((Scalar) node).text(), at -> node.position()).map(Site::node)
        : Optional.empty();
  }

  /** Whether it is a string under no tag. */
  static boolean isString(Node node) {
    return node instanceof Scalar scalar
        && scalar.type() == Node.Type.STRING
        && scalar.tag().isEmpty();
  }

  /** The same node, said to stand elsewhere. */
  static Node at(Position position, Node node) {
    if (node instanceof Scalar scalar) {
      return new Scalar(position, scalar.tag(), scalar.type(), scalar.text());
    }
    return node instanceof Sequence sequence
        ? new Sequence(position, sequence.tag(), sequence.items())
        : new Mapping(position, node.tag(), ((Mapping) node).entries());
  }

  /** Spares loading a JSON parser for what cannot be an object or array. */
  static boolean looksLikeJson(String text) {
    String stripped = text.strip();
    return (stripped.startsWith("{") && stripped.endsWith("}"))
        || (stripped.startsWith("[") && stripped.endsWith("]"));
  }

  private static Optional<Node> item(Sequence sequence, String token) {
    if (!token.matches("0|[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    int index = Integer.parseInt(token);
    return index < sequence.items().size()
        ? Optional.of(sequence.items().get(index))
        : Optional.empty();
  }
}
