package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Position;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value on its way: bytes as they were found, or a part of a document. It prints nothing. */
final class Value {

  private static final Position HERE = new Position(1, 1);

  private final byte[] bytes;
  private final @Nullable Node node;

  private Value(byte[] bytes, @Nullable Node node) {
    this.bytes = bytes;
    this.node = node;
  }

  static Value of(byte[] bytes) {
    return new Value(bytes, null);
  }

  static Value of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Value of(Node node) {
    return new Value(new byte[0], node);
  }

  /** The string {@code text}, as a node that was read nowhere. */
  static Node node(String text) {
    return Scalar.string(HERE, text);
  }

  /**
   * The part of it that {@code location} means.
   *
   * @throws SecretNotFoundException if there is no such part
   */
  Value meantBy(Location location, Map<String, String> environment) {
    if (location.format().isEmpty() && location.part().isEmpty()) {
      return this;
    }
    if (location.format().filter(Format.BASE64::equals).isPresent()) {
      return of(Base64.getEncoder().encodeToString(bytes));
    }
    Node whole = document(location.format().orElse(Format.JSON), environment);
    return of(location.part().map(part -> part(whole, part)).orElse(whole));
  }

  private static Node part(Node whole, JsonPath part) {
    return part.find(whole)
        .orElseThrow(() -> new SecretNotFoundException("nothing is at '" + part + "'"));
  }

  /** What stands in it, read as {@code format} unless it has been read already. */
  Node document(Format format, Map<String, String> environment) {
    if (node != null && !(node instanceof Scalar)) {
      return node;
    }
    byte[] content =
        node instanceof Scalar scalar ? scalar.text().getBytes(StandardCharsets.UTF_8) : bytes;
    return Document.parse(format.documents(), content, environment).root();
  }

  /** As a configuration has it: JSON as what it says, all else as a string. */
  Node sniffed() {
    if (node != null) {
      return node;
    }
    try {
      return looksLikeJson() ? document(Format.JSON, Map.of()) : node(string());
    } catch (InvalidInputException noJson) {
      return node(string());
    }
  }

  boolean looksLikeJson() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    return text.startsWith("{") || text.startsWith("[");
  }

  private String string() {
    try (SecretValue value = SecretValue.takeOwnership(bytes.clone())) {
      return value.revealAsString(); // it becomes part of a document of strings
    }
  }

  /**
   * As a variable has it: mappings and lists in JSON, truth in capitals, nothing for null. The
   * caller closes it.
   *
   * @param values gives the value of a field, opened if it stands under the tag of a codec
   */
  SecretValue text(Function<Node, SecretValue> values) {
    if (node == null) {
      return SecretValue.takeOwnership(bytes.clone());
    }
    Node.Type type = node instanceof Scalar scalar ? scalar.type() : Node.Type.STRING;
    return switch (type) {
      case NULL -> SecretValue.ofText("");
      case BOOLEAN -> SecretValue.ofText(((Scalar) node).text().toUpperCase(Locale.ROOT));
      default -> values.apply(node);
    };
  }

  /** Whether it is a mapping of names to values. */
  Optional<Node.Mapping> mapping() {
    return node instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  @Override
  public String toString() {
    return "Value[redacted]";
  }
}
