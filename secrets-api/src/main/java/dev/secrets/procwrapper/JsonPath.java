package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Mapping;
import dev.secrets.document.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The way to a part of a document: names, indexes, and {@code *} for all there are. Filters, slices
 * and descents of any depth are not understood.
 *
 * @param text as it was written
 * @param steps names and indexes; empty for all
 * @param list whether what is found stays a list when it is only one, which {@code [*]} at the end
 *     says
 */
record JsonPath(String text, List<Optional<String>> steps, boolean list) {

  private static final String LIST = "[*]";
  private static final String BRACKETS = "\\[(?:'([^']*)'|\"([^\"]*)\"|(\\d{1,9}|\\*))]";
  private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]$?@]+)|\\.?" + BRACKETS);
  private static final int GROUPS = 4;

  /**
   * Reads a path.
   *
   * @throws InvalidInputException if it is none that is understood; it is quoted, being no secret
   */
  static JsonPath parse(String text) {
    boolean list = text.endsWith(LIST);
    String way = text.substring(text.startsWith("$") ? 1 : 0, text.length() - (list ? 3 : 0));
    List<Optional<String>> steps = new ArrayList<>();
    Matcher step = STEP.matcher(way);
    int at = 0;
    for (; at < way.length() && step.region(at, way.length()).lookingAt(); at = step.end()) {
      String token = token(step);
      steps.add(token.equals("*") ? Optional.empty() : Optional.of(token));
    }
    if (at < way.length()) {
      throw new InvalidInputException(
          "'" + text + "' is no JSON path of names and indexes",
          "such as $.database.password, $['a.b'] or $.hosts[0]");
    }
    return new JsonPath(text, steps, list);
  }

  /** The same way as a pointer goes. */
  static JsonPath of(Pointer pointer) {
    return new JsonPath(
        pointer.toString(), pointer.tokens().stream().map(Optional::of).toList(), false);
  }

  private static String token(Matcher step) {
    return IntStream.rangeClosed(1, GROUPS)
        .mapToObj(step::group)
        .filter(group -> group != null)
        .findFirst()
        .orElseThrow();
  }

  Optional<Node> find(Node root) {
    return find(root, JsonPath::children);
  }

  /**
   * What it leads to from {@code root}: the one that is there, or a list of several.
   *
   * @param children gives those of a node that a step leads to
   */
  Optional<Node> find(Node root, BiFunction<Node, Optional<String>, List<Node>> children) {
    List<Node> found = List.of(root);
    for (Optional<String> step : steps) {
      found = found.stream().flatMap(node -> children.apply(node, step).stream()).toList();
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        found.size() == 1 && !list
            ? found.get(0)
            : new Sequence(root.position(), Optional.empty(), found));
  }

  static List<Node> children(Node node, Optional<String> step) {
    if (node instanceof Mapping mapping) {
      return step.isEmpty()
          ? List.copyOf(mapping.entries().values())
          : mapping.find(step.get()).stream().toList();
    }
    if (node instanceof Sequence sequence) {
      return step.isEmpty() ? sequence.items() : item(sequence.items(), step.get());
    }
    return List.of();
  }

  private static List<Node> item(List<Node> items, String step) {
    if (!step.matches("\\d{1,9}")) {
      return List.of();
    }
    int index = Integer.parseInt(step);
    return index < items.size() ? List.of(items.get(index)) : List.of();
  }

  @Override
  public String toString() {
    return text;
  }
}
