package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretPath;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The bindings that the files of a layout make. Runtime: the entries of the environment's dotenv
 * file, then the {@code secrets:} lists in effect. Deployment: the entries of the deployment files.
 * A later one replaces an earlier one of the same name.
 */
final class LayoutBindings implements BindingSource {

  private final Layout layout;
  private final String environment;
  private final Set<String> environments;
  private final ProjectFiles files;
  private final UnaryOperator<String> written;
  private final Lazy<TaskSettings> settings;

  /**
   * @param environments all of the project's, to tell one from another in a path
   * @param written how a file's path is written in a reference
   */
  LayoutBindings(
      Layout layout,
      String environment,
      Set<String> environments,
      ProjectFiles files,
      UnaryOperator<String> written) {
    this.layout = layout;
    this.environment = environment;
    this.environments = environments;
    this.files = files;
    this.written = written;
    this.settings = new Lazy<>(() -> TaskSettings.read(layout, environment, files));
  }

  @Override
  public Map<String, Binding> bindings(BindingKind kind, TaskSelection tasks) {
    Map<String, Binding> bindings = new LinkedHashMap<>();
    for (Map<String, Binding> layer : layers(kind, tasks)) {
      bindings.putAll(layer);
    }
    return bindings;
  }

  @Override
  public List<Binding> candidates(String name, BindingKind kind, TaskSelection tasks) {
    return layers(kind, tasks).stream()
        .map(layer -> layer.get(name))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Later ones win. */
  private List<Map<String, Binding>> layers(BindingKind kind, TaskSelection tasks) {
    return kind == BindingKind.DEPLOYMENT
        ? layout.deploymentFiles(environment).stream().map(file -> entries(file, kind)).toList()
        : List.of(entries(layout.runtime().path(environment), kind), listed(tasks));
  }

  private Map<String, Binding> listed(TaskSelection tasks) {
    Map<String, Binding> bindings = new LinkedHashMap<>();
    for (SecretsList.Entry entry : secrets(tasks)) {
      String place = settings.get().placeOf(entry.node());
      bindings.put(
          entry.name(), Binding.of(entry.name(), BindingKind.RUNTIME, entry.reference(), place));
    }
    return bindings;
  }

  @Override
  public Set<String> tasks() {
    return settings.get().tasks();
  }

  @Override
  public Node.Mapping settings(String task) {
    requireTask(task);
    return (Node.Mapping) plain(settings.get().of(task));
  }

  @Override
  public List<Finding> findings() {
    return LayoutFindings.of(settings.get(), environment, environments);
  }

  private Map<String, Binding> entries(String file, BindingKind kind) {
    Map<String, Binding> bindings = new LinkedHashMap<>();
    Node root = files.read(file).map(Document::root).orElse(Settings.EMPTY);
    if (root instanceof Node.Mapping entries) {
      entries
          .entries()
          .forEach(
              (name, node) -> {
                if (!Settings.isNull(node)) {
                  bindings.put(name, entry(file, name, node, kind));
                }
              });
    }
    return bindings;
  }

  private Binding entry(String file, String name, Node node, BindingKind kind) {
    SecretPath path = SecretPath.of(written.apply(file));
    Reference reference = new Reference("file", path, Map.of(), Pointer.of(name));
    return Binding.of(name, kind, reference, "'" + file + "' " + node.position());
  }

  private List<SecretsList.Entry> secrets(TaskSelection tasks) {
    TaskSettings from = settings.get();
    if (tasks instanceof TaskSelection.Task task) {
      requireTask(task.name());
      return SecretsList.of(from.of(task.name()), from);
    }
    return tasks == TaskSelection.Whole.ALL && !from.tasks().isEmpty()
        ? union(from)
        : SecretsList.of(from.defaults(), from);
  }

  private List<SecretsList.Entry> union(TaskSettings from) {
    Map<String, SecretsList.Entry> byName = new LinkedHashMap<>();
    for (String task : from.tasks()) {
      for (SecretsList.Entry entry : SecretsList.of(from.of(task), from)) {
        SecretsList.Entry other = byName.putIfAbsent(entry.name(), entry);
        if (other != null && !other.reference().equals(entry.reference())) {
          throw new InvalidInputException(
              "environment '%s': two tasks bind '%s' to different secrets"
                  .formatted(environment, entry.name()),
              "choose one task with --task");
        }
      }
    }
    return new ArrayList<>(byName.values());
  }

  private void requireTask(String task) {
    if (!tasks().contains(task)) {
      throw new SecretNotFoundException(
          "environment '%s' has no task '%s'".formatted(environment, task),
          tasks().isEmpty()
              ? "it defines no tasks"
              : "its tasks are " + String.join(", ", tasks()));
    }
  }

  /** The same tree with every scalar's text filled in and no tags left. */
  private Node plain(Node node) {
    if (node instanceof Node.Mapping mapping) {
      Map<String, Node> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, plain(entry)));
      return Settings.mapping(mapping, entries);
    }
    if (node instanceof Node.Sequence list) {
      return new Node.Sequence(
          list.position(), list.tag(), list.items().stream().map(this::plain).toList());
    }
    Node.Scalar scalar = (Node.Scalar) node;
    return scalar.type() == Node.Type.STRING
        ? Node.Scalar.string(scalar.position(), settings.get().text(scalar))
        : scalar;
  }
}
