package dev.secrets.document;

import dev.secrets.document.Node.Mapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a mapping, merges done. As PyYAML does it: a field written here wins over a merged
 * one, of several mappings in one merge the first that has the field wins, of several merges the
 * last, of duplicates the last.
 */
final class YamlMerge {

  private YamlMerge() {}

  static Map<String, Node> fields(Source source, List<Entry> entries) {
    Map<String, Node> fields = new LinkedHashMap<>();
    entries.stream().filter(Entry::merge).forEach(entry -> merge(source, entry, fields));
    entries.stream()
        .filter(entry -> !entry.merge())
        .forEach(entry -> fields.put(entry.key(), entry.value().node()));
    return fields;
  }

  private static void merge(Source source, Entry entry, Map<String, Node> fields) {
    Node merged = entry.value().node();
    List<Node> mappings =
        merged instanceof Node.Sequence several ? reversed(several.items()) : List.of(merged);
    for (Node each : mappings) {
      if (!(each instanceof Mapping mapping)) {
        throw source.error(
            entry.value().start(), "'<<' merges a mapping or a list of mappings, and this is none");
      }
      fields.putAll(mapping.entries());
    }
  }

  private static List<Node> reversed(List<Node> items) {
    List<Node> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return reversed;
  }
}
