package dev.secrets.cli;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what {@code --json} reports: maps, collections, strings, numbers and booleans. */
public final class Json {

  private static final int SCHEMA = 1;

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /** A report of one part, under the number of the schema it follows. */
  public static Map<String, Object> report(String name, Object part) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("schema", SCHEMA);
    report.put(name, part);
    return report;
  }

  /** One line of text. */
  public static String line(Object value) {
    Json json = new Json();
    json.value(value);
    return json.text.append('\n').toString();
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> object) {
      object(object);
    } else if (value instanceof Collection<?> array) {
      array(array);
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      string(value.toString());
    }
  }

  private void object(Map<?, ?> object) {
    text.append('{');
    String separator = "";
    for (Map.Entry<?, ?> member : object.entrySet()) {
      text.append(separator);
      string(String.valueOf(member.getKey()));
      text.append(':');
      value(member.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private void array(Collection<?> array) {
    text.append('[');
    for (Iterator<?> elements = array.iterator(); elements.hasNext(); ) {
      value(elements.next());
      text.append(elements.hasNext() ? "," : "");
    }
    text.append(']');
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
      }
    }
    text.append('"');
  }
}
