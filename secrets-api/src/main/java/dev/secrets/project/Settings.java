package dev.secrets.project;

import dev.secrets.document.Node;
import dev.secrets.document.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Merging of settings as Ansible's {@code combine(recursive=True)} does it. */
final class Settings {

  static final Node.Mapping EMPTY =
      new Node.Mapping(new Position(1, 1), Optional.empty(), Map.of());

  private Settings() {}

  /** Maps deep, everything else replaced by {@code over}, lists too. */
  static Node.Mapping combine(Node.Mapping base, Node.Mapping over) {
    Map<String, Node> entries = new LinkedHashMap<>(base.entries());
    over.entries().forEach((key, node) -> entries.merge(key, node, Settings::combineNodes));
    return mapping(over, entries);
  }

  static Node.Mapping mapping(Node.Mapping at, Map<String, Node> entries) {
    return new Node.Mapping(at.position(), at.tag(), entries);
  }

  static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL;
  }

  private static Node combineNodes(Node base, Node over) {
    return base instanceof Node.Mapping a && over instanceof Node.Mapping b ? combine(a, b) : over;
  }
}
