package dev.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.secrets.document.Node;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;

/** A part of a document as compact JSON. */
final class NodeJson {

  private final JsonGenerator json;
  private final Function<Node.Scalar, String> text;

  private NodeJson(JsonGenerator json, Function<Node.Scalar, String> text) {
    this.json = json;
    this.text = text;
  }

  /**
   * Writes {@code node}.
   *
   * @param text gives the text of strings, which may have to be decoded
   */
  static String write(Node node, Function<Node.Scalar, String> text) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      new NodeJson(json, text).write(node);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return out.toString();
  }

  private void write(Node node) throws IOException {
    if (node instanceof Node.Mapping mapping) {
      json.writeStartObject();
      for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
        json.writeFieldName(entry.getKey());
        write(entry.getValue());
      }
      json.writeEndObject();
    } else if (node instanceof Node.Sequence list) {
      json.writeStartArray();
      for (Node item : list.items()) {
        write(item);
      }
      json.writeEndArray();
    } else {
      write((Node.Scalar) node);
    }
  }

  private void write(Node.Scalar scalar) throws IOException {
    switch (scalar.type()) {
      case NULL -> json.writeNull();
      case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(scalar.text()));
      case INTEGER -> json.writeNumber(scalar.text());
      case FLOAT -> writeFloat(scalar.text());
      case STRING, TIMESTAMP, BINARY -> json.writeString(text.apply(scalar));
    }
  }

  /** Infinities and not-a-number have no JSON; they stay text. */
  private void writeFloat(String number) throws IOException {
    if (Double.isFinite(
        Double.parseDouble(number.replace(".inf", "Infinity").replace(".nan", "NaN")))) {
      json.writeNumber(number);
    } else {
      json.writeString(number);
    }
  }
}
