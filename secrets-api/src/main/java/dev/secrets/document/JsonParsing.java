package dev.secrets.document;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Site.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Reads JSON into sites. Of duplicate names the last one counts. */
final class JsonParsing {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(YamlComposer.DEPTH_LIMIT)
                  .build())
          .build();

  private static final Position NOWHERE = new Position(1, 1);

  private final JsonParser parser;
  private final String text;
  private final IntFunction<Position> positions;

  private JsonParsing(JsonParser parser, String text, IntFunction<Position> positions) {
    this.parser = parser;
    this.text = text;
    this.positions = positions;
  }

  /** Reads a document. */
  static Site read(Source source) {
    return read(source, false);
  }

  /** Reads a document as Python does, which knows {@code NaN} and infinities. */
  static Site readAsPython(Source source) {
    return read(source, true);
  }

  /** Reads a text that may be JSON, as strictly as a document. */
  static Optional<Site> tryRead(String text, IntFunction<Position> positions) {
    try {
      return Optional.of(read(text, positions, false));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Whether {@link #readAsPython} reads it. */
  static boolean isPythonJson(String text) {
    return isJson(text, true);
  }

  static boolean isJson(String text) {
    return isJson(text, false);
  }

  private static boolean isJson(String text, boolean nonNumbers) {
    try {
      read(text, at -> NOWHERE, nonNumbers);
      return true;
    } catch (IOException notJson) {
      return false;
    }
  }

  private static Site read(Source source, boolean nonNumbers) {
    try {
      return read(source.text(), source::at, nonNumbers);
    } catch (EndedException ended) {
      throw source.error(ended.offset, "the text is not exactly one JSON value");
    } catch (JacksonException malformed) {
      throw source.error(offset(malformed, source.text()), "this is not JSON");
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private static Site read(String text, IntFunction<Position> positions, boolean nonNumbers)
      throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature(), nonNumbers);
      JsonParsing parsing = new JsonParsing(parser, text, positions);
      if (parser.nextToken() == null) {
        throw new EndedException(0);
      }
      Site top = parsing.site();
      if (parser.nextToken() != null) {
        throw new EndedException(parsing.start());
      }
      return top;
    }
  }

  private Site site() throws IOException {
    int start = start();
    parser.finishToken(); // a string is checked to its end only now
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(start);
      case START_ARRAY -> array(start);
      case VALUE_STRING -> scalar(Node.Type.STRING, start, quoteEnd(start), Style.DOUBLE_QUOTED);
      case VALUE_NUMBER_INT -> plain(Node.Type.INTEGER, start);
      case VALUE_NUMBER_FLOAT -> plain(Node.Type.FLOAT, start);
      case VALUE_TRUE, VALUE_FALSE -> plain(Node.Type.BOOLEAN, start);
      case VALUE_NULL -> scalar(Node.Type.NULL, start, start + "null".length(), Style.PLAIN);
      default -> throw new IllegalStateException("no value begins with this token");
    };
  }

  private Site object(int start) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Map<String, Node> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyStart = start();
      parser.nextToken();
      Site value = site();
      entries.add(Entry.of(key, keyStart, quoteEnd(keyStart), value));
      fields.put(key, value.node());
    }
    Node node = new Node.Mapping(positions.apply(start), Optional.empty(), fields);
    return Site.collection(node, start, start() + 1, Style.FLOW, "", entries);
  }

  private Site array(int start) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Site value = site();
      entries.add(Entry.of("" + items.size(), value.start(), value.start(), value));
      items.add(value.node());
    }
    Node node = new Node.Sequence(positions.apply(start), Optional.empty(), items);
    return Site.collection(node, start, start() + 1, Style.FLOW, "", entries);
  }

  private Site plain(Node.Type type, int start) throws IOException {
    return scalar(type, start, start + parser.getText().length(), Style.PLAIN);
  }

  private Site scalar(Node.Type type, int start, int end, Style style) throws IOException {
    String value = type == Node.Type.NULL ? "" : parser.getText();
    Scalar node = new Scalar(positions.apply(start), Optional.empty(), type, value);
    return Site.scalar(node, start, end, style);
  }

  private int start() {
    return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
  }

  private int quoteEnd(int start) {
    int at = start + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int offset(JacksonException malformed, String text) {
    long offset = malformed.getLocation() == null ? 0 : malformed.getLocation().getCharOffset();
    return (int) Math.max(0, Math.min(offset, text.length()));
  }

  /** Nothing to read, or something behind what was read. */
  private static final class EndedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int offset;

    EndedException(int offset) {
      super("not exactly one value");
      this.offset = offset;
    }
  }
}
