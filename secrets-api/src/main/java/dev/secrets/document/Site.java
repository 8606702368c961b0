package dev.secrets.document;

import dev.secrets.document.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node together with the stretch of text that spells it. Where a node shows what the document
 * means, a tree of sites shows how it is written: duplicates, merges and aliases stand in it as
 * such.
 */
final class Site {

  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    /** A YAML block scalar, literal or folded. */
    BLOCK_SCALAR,
    /** A collection between brackets. */
    FLOW,
    /** A collection of lines. */
    BLOCK,
    /** A YAML alias, whose only entry is the anchored site. */
    ALIAS
  }

  private final Node node;
  private final int start;
  private final int end;
  private final Style style;
  private final String anchor;
  private final List<Entry> entries;
  private final long size;

  private Site(Node node, int start, int end, Style style, String anchor, List<Entry> entries) {
    this.node = node;
    this.start = start;
    this.end = end;
    this.style = style;
    this.anchor = anchor;
    this.entries = List.copyOf(entries);
    this.size = 1 + entries.stream().mapToLong(entry -> entry.value().size).sum();
  }

  static Site scalar(Scalar node, int start, int end, Style style, String anchor) {
    return new Site(node, start, end, style, anchor, List.of());
  }

  static Site scalar(Scalar node, int start, int end, Style style) {
    return scalar(node, start, end, style, "");
  }

  static Site collection(
      Node node, int start, int end, Style style, String anchor, List<Entry> entries) {
    return new Site(node, start, end, style, anchor, entries);
  }

  static Site alias(Node node, int start, int end, Site anchored) {
    Entry target = Entry.of("", start, start, anchored);
    return new Site(node, start, end, Style.ALIAS, anchored.anchor, List.of(target));
  }

  Node node() {
    return node;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  Style style() {
    return style;
  }

  /** The name of its anchor, or that its alias refers to; empty for none. */
  String anchor() {
    return anchor;
  }

  List<Entry> entries() {
    return entries;
  }

  /** How many nodes there are once every alias is followed. */
  long size() {
    return size;
  }

  boolean isAlias() {
    return style == Style.ALIAS;
  }

  boolean isCollection() {
    return !(node instanceof Scalar);
  }

  boolean isSequence() {
    return node instanceof Node.Sequence;
  }

  /** The anchored site behind an alias; itself for any other. */
  Site target() {
    return isAlias() ? entries.get(0).value() : this;
  }

  /**
   * The field of this name as written here; of duplicates the last, which is the one that counts.
   */
  Optional<Entry> field(String key) {
    return isAlias()
        ? Optional.empty()
        : entries.stream().filter(entry -> entry.isField(key)).reduce((first, last) -> last);
  }

  /** The mapping that gives the field by way of a merge. */
  Optional<Site> merged(String key) {
    return entries.stream()
        .filter(Entry::merge)
        .map(entry -> entry.value().target())
        .flatMap(site -> site.isSequence() ? site.items() : Stream.of(site))
        .filter(site -> Fields.child(site.node(), key).isPresent())
        .findFirst();
  }

  private Stream<Site> items() {
    return entries.stream().map(entry -> entry.value().target());
  }

  /** This tree with {@code place}, one of its own sites, replaced. */
  Site replace(Site place, Site by) {
    if (equals(place)) {
      return by;
    }
    if (isAlias() || entries.isEmpty()) {
      return this;
    }
    return having(entries.stream().map(e -> e.with(e.value().replace(place, by))).toList());
  }

  Site plus(String key, Scalar value) {
    Entry added = Entry.of(key, end, end, scalar(value, end, end, Style.PLAIN));
    return having(Stream.concat(entries.stream(), Stream.of(added)).toList());
  }

  Site minus(Entry entry) {
    return having(entries.stream().filter(each -> !each.equals(entry)).toList());
  }

  Site spelling(Scalar value) {
    return scalar(value, start, end, style, anchor);
  }

  /** This collection with other entries, and the node that they make. */
  Site rebuilt(List<Entry> replaced) {
    Map<String, Node> fields = new LinkedHashMap<>();
    replaced.forEach(entry -> fields.put(entry.key(), entry.value().node()));
    Node rebuilt =
        isSequence()
            ? new Node.Sequence(node.position(), node.tag(), List.copyOf(fields.values()))
            : new Node.Mapping(node.position(), node.tag(), fields);
    return new Site(rebuilt, start, end, style, anchor, replaced);
  }

  private Site having(List<Entry> replaced) {
    return new Site(node, start, end, style, anchor, replaced);
  }

  /** Whether both are written alike but for places, quotes and spacing. */
  boolean sameAs(Site other) {
    return isAlias() == other.isAlias()
        && anchor.equals(other.anchor)
        && (isAlias() || sameContent(other));
  }

  private boolean sameContent(Site other) {
    if (node instanceof Scalar mine && other.node instanceof Scalar theirs) {
      return mine.type() == theirs.type()
          && mine.tag().equals(theirs.tag())
          && mine.text().equals(theirs.text());
    }
    return node.getClass() == other.node.getClass()
        && node.tag().equals(other.node.tag())
        && sameEntries(other.entries);
  }

  private boolean sameEntries(List<Entry> others) {
    boolean same = entries.size() == others.size();
    for (int at = 0; same && at < entries.size(); at++) {
      // The index of an item is its place, so removing one moves those behind it.
      same =
          isSequence()
              ? entries.get(at).value().sameAs(others.get(at).value())
              : entries.get(at).sameAs(others.get(at));
    }
    return same;
  }

  @Override
  public String toString() {
    return style + "[" + start + ".." + end + "]";
  }
}
