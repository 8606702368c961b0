package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import java.util.Map;
import java.util.Optional;

/**
 * A file of Ansible variables: a mapping at the top, or nothing.
 *
 * @param path where it lies, for messages
 * @param variables its top-level mapping
 */
record VarsFile(String path, Node.Mapping variables) {

  static VarsFile read(String path, ProjectFiles files) {
    Node root = files.read(path).map(Document::root).orElse(Settings.EMPTY);
    if (Settings.isNull(root)) {
      root = Settings.EMPTY;
    }
    if (!(root instanceof Node.Mapping variables)) {
      throw new InvalidInputException(
          "'" + path + "': a mapping of variables is expected at the top");
    }
    return new VarsFile(path, variables);
  }

  Optional<Node> find(String variable) {
    return variables.find(variable);
  }

  /** The variables of both, where {@code later} replaces a variable as a whole, as Ansible does. */
  Node.Mapping then(VarsFile later) {
    Map<String, Node> all = new java.util.LinkedHashMap<>(variables.entries());
    all.putAll(later.variables.entries());
    return Settings.mapping(variables, all);
  }

  /** Whether {@code node} was read from this file. */
  boolean holds(Node node) {
    return holds(variables, node);
  }

  private static boolean holds(Node holder, Node node) {
    if (holder == node) {
      return true;
    }
    if (holder instanceof Node.Mapping mapping) {
      return mapping.entries().values().stream().anyMatch(entry -> holds(entry, node));
    }
    return holder instanceof Node.Sequence list
        && list.items().stream().anyMatch(item -> holds(item, node));
  }
}
