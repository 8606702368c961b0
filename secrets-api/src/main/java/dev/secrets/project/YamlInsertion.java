package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.document.Position;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entries of {@code name} and {@code valueFrom} put into the text of a YAML document, as lines of
 * their own or between brackets, as it is written there. Whoever asks reads the result again.
 */
final class YamlInsertion {

  private static final Pattern ANCHOR_AND_SPACE =
      Pattern.compile("(&\\S+)?([ \\t]*(#[^\\n]*)?\\r?\\n)*[ \\t]*");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String text;
  private final Document document;
  private final String newline;

  YamlInsertion(String text, Document document) {
    this.text = text;
    this.document = document;
    this.newline = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** Adds to the list at {@code place}, which is made if it is not there. */
  String add(Pointer place, Map<String, String> entries) {
    List<String> keys = place.tokens();
    int depth = depthThatIsThere(keys);
    Node node = document.find(new Pointer(keys.subList(0, depth))).orElseThrow();
    List<String> missing = keys.subList(depth, keys.size());
    if (node instanceof Node.Sequence) {
      return intoList(start(node), entries);
    }
    if (node instanceof Node.Scalar) {
      return below(node, depth, missing, entries);
    }
    return depth == 0 ? atEnd(missing, entries) : intoMapping(start(node), missing, entries);
  }

  private int depthThatIsThere(List<String> keys) {
    int depth = keys.size();
    while (document.find(new Pointer(keys.subList(0, depth))).isEmpty()) {
      depth--;
    }
    return depth;
  }

  private String intoList(int start, Map<String, String> entries) {
    if (text.charAt(start) == '[') {
      return inserted(start + 1, flow(entries) + separator(start, ']'));
    }
    requireBlock(start, '-');
    int column = column(start);
    int end = start;
    for (int line = start; line < text.length() && belongs(line, column); line = next(line)) {
      end = text.substring(line, lineEnd(line)).isBlank() || isComment(line, column) ? end : line;
    }
    String lines = block(entries, column);
    int at = lineEnd(end);
    return text.substring(0, at) + newline + withoutEnd(lines) + text.substring(at);
  }

  private String intoMapping(int start, List<String> missing, Map<String, String> entries) {
    if (text.charAt(start) == '{') {
      return inserted(start + 1, flow(missing, entries) + separator(start, '}'));
    }
    if (text.charAt(start) == '*') {
      throw elsewhere(start);
    }
    int column = column(start);
    return inserted(start, block(missing, entries, column).substring(column) + indent(column));
  }

  /** A key with nothing behind it. */
  private String below(Node nothing, int depth, List<String> missing, Map<String, String> entries) {
    int start = offset(nothing.position());
    int line = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
    if (!Settings.isNull(nothing) || !text.substring(start, lineEnd(start)).isBlank()) {
      throw elsewhere(start);
    }
    int column = contentColumn(line) + (depth == 0 ? 0 : 2);
    return text.substring(0, start)
        + newline
        + withoutEnd(block(missing, entries, column))
        + text.substring(lineEnd(start));
  }

  private String atEnd(List<String> missing, Map<String, String> entries) {
    String gap = text.isEmpty() ? "" : text.endsWith("\n") ? newline : newline + newline;
    return text + gap + block(missing, entries, 0);
  }

  private String block(List<String> keys, Map<String, String> entries, int column) {
    StringBuilder lines = new StringBuilder();
    int at = column;
    for (String key : keys) {
      lines.append(indent(at)).append(name(key)).append(':').append(newline);
      at += 2;
    }
    return lines.append(block(entries, at)).toString();
  }

  private String block(Map<String, String> entries, int column) {
    StringBuilder lines = new StringBuilder();
    entries.forEach(
        (name, from) ->
            lines
                .append("%s- name: %s%s".formatted(indent(column), name(name), newline))
                .append("%s  valueFrom: \"%s\"%s".formatted(indent(column), from, newline)));
    return lines.toString();
  }

  private static String flow(List<String> keys, Map<String, String> entries) {
    String list = "[" + flow(entries) + "]";
    for (int at = keys.size() - 1; at >= 0; at--) {
      list = name(keys.get(at)) + ": " + (at == keys.size() - 1 ? list : "{" + list + "}");
    }
    return list;
  }

  private static String flow(Map<String, String> entries) {
    return String.join(
        ", ",
        entries.entrySet().stream()
            .map(e -> "{name: %s, valueFrom: \"%s\"}".formatted(name(e.getKey()), e.getValue()))
            .toList());
  }

  private String separator(int bracket, char closing) {
    String rest = text.substring(bracket + 1).stripLeading();
    return !rest.isEmpty() && rest.charAt(0) == closing ? "" : ", ";
  }

  private static String name(String key) {
    return PLAIN.matcher(key).matches() ? key : '"' + key.replace("\"", "\\\"") + '"';
  }

  /** Where a collection begins, behind its anchor. */
  private int start(Node node) {
    Matcher lead = ANCHOR_AND_SPACE.matcher(text);
    int offset = offset(node.position());
    return lead.find(offset) && lead.start() == offset ? lead.end() : offset;
  }

  private int offset(Position position) {
    int at = 0;
    for (int line = 1; line < position.line(); line++) {
      at = next(at);
    }
    return text.offsetByCodePoints(at, position.column() - 1);
  }

  private boolean belongs(int at, int column) {
    int line = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
    String content = text.substring(line, lineEnd(line)).strip();
    int indent = contentColumn(line);
    return content.isEmpty()
        || content.startsWith("#")
        || indent > column
        || (indent == column && content.startsWith("-"));
  }

  private boolean isComment(int line, int column) {
    return contentColumn(line) <= column && text.startsWith("#", line + contentColumn(line));
  }

  private int contentColumn(int line) {
    int at = line;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at - line;
  }

  private int column(int offset) {
    return offset - (text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1);
  }

  private int lineEnd(int at) {
    int end = text.indexOf('\n', at);
    int stop = end < 0 ? text.length() : end;
    return stop > at && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
  }

  private int next(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  private void requireBlock(int start, char first) {
    if (text.charAt(start) != first) {
      throw elsewhere(start);
    }
  }

  private InvalidInputException elsewhere(int start) {
    long line = text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    return new InvalidInputException(
        "line " + line + ": nothing can be added to what stands elsewhere and is referred to",
        "add the entries by hand where its anchor is");
  }

  private String inserted(int at, String more) {
    return text.substring(0, at) + more + text.substring(at);
  }

  private String withoutEnd(String lines) {
    return lines.substring(0, lines.length() - newline.length());
  }

  private static String indent(int column) {
    return " ".repeat(column);
  }
}
