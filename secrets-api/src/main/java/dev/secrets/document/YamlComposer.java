package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node.Mapping;
import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Node.Sequence;
import dev.secrets.document.Site.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Composes the one document of a YAML stream from the parser's events, keeping what SnakeYAML's own
 * composer drops: where an alias stands, and that it is one.
 */
final class YamlComposer {

  /**
   * How deep collections may be nested: beyond what anybody writes, within what the stack bears.
   */
  static final int DEPTH_LIMIT = 200;

  /** How many nodes a document may stand for once its aliases are followed. */
  private static final long SIZE_LIMIT = 2_000_000;

  private final Source source;
  private final CodePoints points;
  private final Parser parser;
  private final Map<String, Site> anchors = new HashMap<>();

  private YamlComposer(Source source) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.source = source;
    this.points = new CodePoints(source.text());
    this.parser = new ParserImpl(new StreamReader(source.text()), options);
  }

  static Site compose(Source source) {
    return YamlProblem.explain(source, () -> new YamlComposer(source).document());
  }

  private Site document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return empty();
    }
    parser.getEvent();
    Site top = site(0);
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw error(parser.peekEvent(), "another document begins, and only one is read");
    }
    return isNothing(top) ? empty() : top;
  }

  private Site empty() {
    int end = source.text().length();
    Node node = new Mapping(new Position(1, 1), Optional.empty(), Map.of());
    return Site.collection(node, end, end, Style.BLOCK, "", List.of());
  }

  private static boolean isNothing(Site site) {
    return site.node() instanceof Scalar && site.start() == site.end();
  }

  private Site site(int depth) {
    if (depth > DEPTH_LIMIT) {
      throw error(parser.peekEvent(), "the collections are nested too deep");
    }
    NodeEvent event = (NodeEvent) parser.getEvent();
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    String anchor = event.getAnchor() == null ? "" : event.getAnchor();
    if (anchors.containsKey(anchor)) {
      throw error(
          event,
          "an anchor of this name stands at " + anchors.get(anchor).node().position() + " already");
    }
    Site site =
        event instanceof ScalarEvent scalar
            ? scalar(scalar, anchor)
            : collection((CollectionStartEvent) event, anchor, depth);
    if (!anchor.isEmpty()) {
      anchors.put(anchor, site);
    }
    return site;
  }

  private Site alias(AliasEvent event) {
    Site anchored = anchors.get(event.getAnchor());
    if (anchored == null) {
      throw error(event, "no anchor of this alias's name stands before it");
    }
    Node node = Fields.at(position(event), anchored.node());
    return Site.alias(node, start(event), end(event), anchored);
  }

  private Site scalar(ScalarEvent event, String anchor) {
    Optional<String> tag = YamlTags.own(event.getTag());
    Node.Type type = tag.isPresent() ? Node.Type.STRING : type(event);
    try {
      String value = YamlTyping.value(type, event.getValue());
      Scalar node = new Scalar(position(event), tag, type, value);
      return Site.scalar(node, start(event), scalarEnd(event), style(event), anchor);
    } catch (IllegalArgumentException misfit) {
      throw error(event, "the value is not of the type that its tag or form says");
    }
  }

  private static Node.Type type(ScalarEvent event) {
    if (event.getTag() != null && !event.getTag().equals("!")) {
      return YamlTags.type(event.getTag());
    }
    return event.getImplicit().canOmitTagInPlainScalar()
        ? YamlTyping.ofPlain(event.getValue())
        : Node.Type.STRING;
  }

  private Site collection(CollectionStartEvent event, String anchor, int depth) {
    boolean sequence = event instanceof SequenceStartEvent;
    List<Entry> entries = sequence ? items(depth + 1) : pairs(depth + 1);
    Event last = parser.getEvent();
    int end = event.isFlow() ? end(last) : entries.get(entries.size() - 1).value().end();
    Optional<String> tag = YamlTags.own(event.getTag());
    Node node =
        sequence
            ? new Sequence(position(event), tag, nodes(entries))
            : new Mapping(position(event), tag, YamlMerge.fields(source, entries));
    Style style = event.isFlow() ? Style.FLOW : Style.BLOCK;
    Site site = Site.collection(node, start(event), end, style, anchor, entries);
    if (site.size() > SIZE_LIMIT) {
      throw error(event, "the aliases in here multiply beyond any use");
    }
    return site;
  }

  private List<Entry> items(int depth) {
    List<Entry> entries = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      Site value = site(depth);
      entries.add(Entry.of("" + entries.size(), value.start(), value.start(), value));
    }
    return entries;
  }

  private List<Entry> pairs(int depth) {
    List<Entry> entries = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Site key = site(depth);
      Site value = site(depth);
      if (!(key.node() instanceof Scalar name)) {
        throw source.error(key.start(), "the key is not a single value");
      }
      boolean merge =
          key.style() == Style.PLAIN && name.tag().isEmpty() && name.text().equals("<<");
      String text = name.type() == Node.Type.NULL ? "null" : name.text();
      entries.add(new Entry(text, key.start(), key.end(), merge, value));
    }
    return entries;
  }

  private static List<Node> nodes(List<Entry> entries) {
    return entries.stream().map(entry -> entry.value().node()).toList();
  }

  private static Style style(ScalarEvent event) {
    ScalarStyle style = event.getScalarStyle();
    return switch (style) {
      case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE_QUOTED;
      case LITERAL, FOLDED -> Style.BLOCK_SCALAR;
      case PLAIN -> Style.PLAIN;
    };
  }

  private int scalarEnd(ScalarEvent event) {
    int end = end(event);
    return style(event) == Style.BLOCK_SCALAR ? blockScalarEnd(start(event), end) : end;
  }

  /**
   * The parser counts the lines behind a block scalar to it; only {@code |+} makes them its own.
   */
  private int blockScalarEnd(int start, int end) {
    String raw = source.text().substring(start, end);
    String header = raw.lines().findFirst().orElse("");
    boolean keeps = header.matches("(.*\\s)?[|>][0-9]?\\+[0-9]?(\\s.*)?");
    return start + raw.replaceFirst(keeps ? "\\R?[ \\t]*\\z" : "\\s*\\z", "").length();
  }

  private int start(Event event) {
    return offset(event.getStartMark());
  }

  private int end(Event event) {
    return offset(event.getEndMark());
  }

  private int offset(Mark mark) {
    return points.offset(mark.getIndex());
  }

  private Position position(Event event) {
    return source.at(start(event));
  }

  private InvalidInputException error(Event event, String sentence) {
    return source.error(start(event), sentence);
  }
}
