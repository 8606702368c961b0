package dev.secrets.document;

import java.util.List;

/** Adding to and removing from a collection between brackets, in JSON and in YAML. */
final class FlowEdit {

  private FlowEdit() {}

  /** Adds {@code spelled} at the end, set apart as the entries before it are. */
  static Splice add(Source source, Site parent, String spelled) {
    List<Entry> entries = parent.entries();
    return entries.isEmpty()
        ? Splice.insert(parent.end() - 1, spelled)
        : Splice.insert(end(parent), separator(source, parent) + spelled);
  }

  /** Takes out the entry, and the comma that parts it from a neighbour. */
  static Splice remove(Site parent, Entry entry) {
    List<Entry> entries = parent.entries();
    int at = entries.indexOf(entry);
    if (at + 1 < entries.size()) {
      return Splice.delete(entry.start(), entries.get(at + 1).start());
    }
    return at > 0
        ? Splice.delete(entries.get(at - 1).value().end(), entry.value().end())
        : Splice.delete(entry.start(), entry.value().end());
  }

  /** What stands between a key and its value here. */
  static String colon(Source source, Site parent) {
    if (parent.entries().isEmpty()) {
      return ": ";
    }
    Entry last = parent.entries().get(parent.entries().size() - 1);
    String between = between(source, last.keyEnd(), last.value().start());
    return between.matches("\\s*:\\s*") ? between : ": ";
  }

  private static String separator(Source source, Site parent) {
    List<Entry> entries = parent.entries();
    Entry last = entries.get(entries.size() - 1);
    if (entries.size() > 1) {
      Entry previous = entries.get(entries.size() - 2);
      String between = between(source, previous.value().end(), last.start());
      return between.matches("\\s*,\\s*") ? between : ", ";
    }
    String opening = between(source, parent.start() + 1, last.start());
    if (opening.isBlank() && opening.indexOf('\n') >= 0) {
      return "," + opening;
    }
    return colon(source, parent).equals(":") ? "," : ", ";
  }

  private static int end(Site parent) {
    return parent.entries().get(parent.entries().size() - 1).value().end();
  }

  private static String between(Source source, int from, int to) {
    return from <= to ? source.text().substring(from, to) : "";
  }
}
