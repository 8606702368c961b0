package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code secrets:} lists in the file of variables of one environment. An entry that is added
 * goes into the list of every task, and into those of tasks that have one of their own, since a
 * list replaces another and is not merged with it. Nothing that stands there is touched.
 */
public final class SecretsLists {

  private static final List<String> LIST =
      List.of("ecs", "extra_main_container_properties", "secrets");

  private final Layout layout;
  private final String environment;

  SecretsLists(Layout layout, String environment) {
    this.layout = layout;
    this.environment = environment;
  }

  /**
   * The texts of the file with more entries: each has one insertion more than the one before, and
   * the last one all of them. Empty if every list has them already.
   *
   * @param variables the text it has
   * @param entries what is added, {@code valueFrom} by name; a list that has a name keeps it
   * @param inherited the entries in effect by default that stand in another file, which a new list
   *     would replace
   * @throws InvalidInputException if a list stands where nothing can be added, and where
   */
  public List<String> with(
      String variables, Map<String, String> entries, Map<String, String> inherited) {
    List<String> texts = new ArrayList<>(List.of(variables));
    add(texts, pointer(layout.keys().environmentDefaults()), entries, inherited);
    Node tasks =
        parse(variables).find(Pointer.of(layout.keys().environmentTasks())).orElse(Settings.EMPTY);
    if (tasks instanceof Node.Mapping map) {
      for (String task : map.entries().keySet()) {
        Pointer list = pointer(layout.keys().environmentTasks(), task);
        if (list(parse(last(texts)), list).isPresent()) {
          add(texts, list, entries, Map.of());
        }
      }
    }
    return texts.subList(1, texts.size());
  }

  /**
   * The same for one task: a list of its own, which is made of what it has in effect if there is
   * none.
   *
   * @param inEffect the entries that the task has in effect
   */
  public List<String> withTask(
      String variables, String task, Map<String, String> entries, Map<String, String> inEffect) {
    List<String> texts = new ArrayList<>(List.of(variables));
    Map<String, String> others = new LinkedHashMap<>(inEffect);
    others.keySet().removeAll(entries.keySet());
    add(texts, pointer(layout.keys().environmentTasks(), task), entries, others);
    return texts.subList(1, texts.size());
  }

  /** The task in whose settings a field of the file stands; empty for those of every task. */
  public Optional<String> task(Pointer field) {
    return field.tokens().size() > 2
            && field.tokens().get(0).equals(layout.keys().environmentTasks())
        ? Optional.of(field.tokens().get(1))
        : Optional.empty();
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }

  private static Pointer pointer(String... holder) {
    List<String> tokens = new ArrayList<>(List.of(holder));
    tokens.addAll(LIST);
    return new Pointer(tokens);
  }

  private void add(
      List<String> texts,
      Pointer place,
      Map<String, String> entries,
      Map<String, String> inherited) {
    Document document = parse(last(texts));
    Optional<Node.Sequence> list = list(document, place);
    Map<String, String> wanted = new LinkedHashMap<>(list.isPresent() ? Map.of() : inherited);
    wanted.putAll(entries);
    wanted.keySet().removeAll(list.map(SecretsLists::names).orElse(List.of()));
    if (wanted.isEmpty()) {
      return;
    }
    String changed = new YamlInsertion(last(texts), document).add(place, wanted);
    List<String> names = list(parse(changed), place).map(SecretsLists::names).orElse(List.of());
    if (!names.containsAll(wanted.keySet())) {
      throw new InvalidInputException(
          "'%s': '%s' cannot be added to without touching what stands around it"
              .formatted(layout.vars().path(environment), place),
          "add the entries by hand");
    }
    texts.add(changed);
  }

  private Optional<Node.Sequence> list(Document document, Pointer place) {
    Optional<Node> found = document.find(place).filter(node -> !Settings.isNull(node));
    if (found.isPresent() && !(found.get() instanceof Node.Sequence)) {
      throw new InvalidInputException(
          "'%s' %s: 'secrets' is not a list"
              .formatted(layout.vars().path(environment), found.get().position()));
    }
    return found.map(Node.Sequence.class::cast);
  }

  private static List<String> names(Node.Sequence list) {
    List<String> names = new ArrayList<>();
    for (Node item : list.items()) {
      if (item instanceof Node.Mapping entry
          && entry.find("name").orElse(null) instanceof Node.Scalar name) {
        names.add(name.text());
      }
    }
    return names;
  }

  private Document parse(String text) {
    try {
      return Document.parse(DocumentFormat.YAML, text.getBytes(StandardCharsets.UTF_8), Map.of());
    } catch (InvalidInputException failure) {
      throw failure.in("'" + layout.vars().path(environment) + "'");
    }
  }
}
