package dev.secrets.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of a document as it was read: a scalar, a mapping or a sequence. Immutable. Its {@code
 * toString} tells the kind and nothing of the content, since the content is secret.
 */
public sealed interface Node {

  /** Where it stands in the text; the use site for a YAML alias. */
  Position position();

  /**
   * Its tag as written when that is one of the document's own, such as {@code !vault}; empty for
   * plain data.
   */
  Optional<String> tag();

  /** What a scalar is taken for. */
  enum Type {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    NULL,
    TIMESTAMP,
    BINARY
  }

  /** A single value. */
  final class Scalar implements Node {
    private final Position position;
    private final Optional<String> tag;
    private final Type type;
    private final String text;

    public Scalar(Position position, Optional<String> tag, Type type, String text) {
      this.position = position;
      this.tag = tag;
      this.type = type;
      this.text = text;
    }

    /** An untagged string. */
    public static Scalar string(Position position, String text) {
      return new Scalar(position, Optional.empty(), Type.STRING, text);
    }

    @Override
    public Position position() {
      return position;
    }

    @Override
    public Optional<String> tag() {
      return tag;
    }

    public Type type() {
      return type;
    }

    /**
     * The value as text: a string as it is, numbers and booleans as JSON writes them whatever their
     * spelling was, null as the empty string, binary as base64, the envelope's text under a tag.
     */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return "Scalar[" + type + "]";
    }
  }

  /** Fields by key, in the order of the document; merges of YAML are already done. */
  final class Mapping implements Node {
    private final Position position;
    private final Optional<String> tag;
    private final Map<String, Node> entries;

    public Mapping(Position position, Optional<String> tag, Map<String, Node> entries) {
      this.position = position;
      this.tag = tag;
      this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public Position position() {
      return position;
    }

    @Override
    public Optional<String> tag() {
      return tag;
    }

    public Map<String, Node> entries() {
      return entries;
    }

    public Optional<Node> find(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public String toString() {
      return "Mapping[" + entries.size() + "]";
    }
  }

  /** Fields by index. */
  final class Sequence implements Node {
    private final Position position;
    private final Optional<String> tag;
    private final List<Node> items;

    public Sequence(Position position, Optional<String> tag, List<Node> items) {
      this.position = position;
      this.tag = tag;
      this.items = List.copyOf(items);
    }

    @Override
    public Position position() {
      return position;
    }

    @Override
    public Optional<String> tag() {
      return tag;
    }

    public List<Node> items() {
      return items;
    }

    @Override
    public String toString() {
      return "Sequence[" + items.size() + "]";
    }
  }
}
