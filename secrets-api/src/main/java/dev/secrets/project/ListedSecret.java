package dev.secrets.project;

import dev.secrets.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a {@code secrets:} list as it is written, which may be wrong.
 *
 * @param name empty if there is none
 * @param valueFrom empty if there is none
 */
record ListedSecret(String name, String valueFrom, Node node) {

  /** The well-formed parts of the list that {@code settings} hold. */
  static List<ListedSecret> of(Node.Mapping settings, TaskSettings origin) {
    List<ListedSecret> entries = new ArrayList<>();
    for (Node item : items(settings, origin)) {
      if (item instanceof Node.Mapping entry) {
        entries.add(
            new ListedSecret(text(entry, "name", origin), text(entry, "valueFrom", origin), item));
      }
    }
    return entries;
  }

  private static List<Node> items(Node.Mapping settings, TaskSettings origin) {
    Optional<Node> list = SecretsList.descend(settings, origin);
    return list.orElse(Settings.EMPTY) instanceof Node.Sequence sequence
        ? sequence.items()
        : List.of();
  }

  private static String text(Node.Mapping entry, String key, TaskSettings origin) {
    return entry.find(key).orElse(null) instanceof Node.Scalar scalar ? origin.text(scalar) : "";
  }
}
