package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that are in effect in one environment: for every task by default, and for each task.
 * It merges what common.yml and the environment's file say, by the layout's rules.
 */
final class TaskSettings {

  private static final Pattern ENVIRONMENT_VARIABLE = Pattern.compile("\\{\\{\\s*env\\s*\\}\\}");

  private final Layout layout;
  private final String environment;
  private final ProjectFiles files;
  private final VarsFile common;
  private final VarsFile specific;
  private final Node.Mapping variables;

  private TaskSettings(Layout layout, String environment, ProjectFiles files) {
    this.layout = layout;
    this.environment = environment;
    this.files = files;
    this.common = VarsFile.read(layout.commonFile(), files);
    this.specific = VarsFile.read(layout.vars().path(environment), files);
    this.variables = common.then(specific);
  }

  static TaskSettings read(Layout layout, String environment, ProjectFiles files) {
    return new TaskSettings(layout, environment, files);
  }

  /** A task defined in the environment's file alone counts too. */
  Set<String> tasks() {
    Set<String> names = new LinkedHashSet<>(map(layout.keys().tasks()).entries().keySet());
    names.addAll(byEnvironment(layout.keys().tasksByEnvironment()).entries().keySet());
    names.addAll(map(layout.keys().environmentTasks()).entries().keySet());
    return names;
  }

  /** What every task gets that says nothing of its own. */
  Node.Mapping defaults() {
    Node.Mapping common = map(layout.keys().defaults());
    Node.Mapping byEnvironment = byEnvironment(layout.keys().defaultsByEnvironment());
    return Settings.combine(
        Settings.combine(common, byEnvironment), map(layout.keys().environmentDefaults()));
  }

  /** What {@code task} gets. */
  Node.Mapping of(String task) {
    Node.Mapping commonTask = submap(map(layout.keys().tasks()), layout.keys().tasks(), task);
    Node.Mapping environmentTask =
        submap(map(layout.keys().environmentTasks()), layout.keys().environmentTasks(), task);
    return switch (layout.precedence()) {
      case ENVIRONMENT_OVER_TASK ->
          Settings.combine(
              Settings.combine(map(layout.keys().defaults()), commonTask),
              Settings.combine(map(layout.keys().environmentDefaults()), environmentTask));
      case TASK_OVER_ENVIRONMENT ->
          Settings.combine(
              defaults(),
              Settings.combine(
                  Settings.combine(commonTask, taskByEnvironment(task)), environmentTask));
    };
  }

  /** The file a node stands in, and the line. */
  String placeOf(Node node) {
    VarsFile file = common.holds(node) ? common : specific;
    return "'" + file.path() + "' " + node.position();
  }

  /** The same, as {@code path:line:column}. */
  String siteOf(Node node) {
    VarsFile file = common.holds(node) ? common : specific;
    return Finding.place(file.path(), node.position());
  }

  /** The variables of common.yml and of the environment's own file. */
  List<VarsFile> variableFiles() {
    return List.of(common, specific);
  }

  Layout.Keys keys() {
    return layout.keys();
  }

  /**
   * The text of a scalar: decoded, and with the one variable filled in that the layout itself
   * defines. Every other template is Ansible's to fill in and stays as it is.
   */
  String text(Node.Scalar scalar) {
    String text = files.text(scalar);
    boolean templated = scalar.tag().isEmpty() && text.contains("{{");
    return templated
        ? ENVIRONMENT_VARIABLE.matcher(text).replaceAll(Matcher.quoteReplacement(environment))
        : text;
  }

  /** Any variable of the two files, such as {@code cloudreactor}. */
  Optional<Node> variable(String name) {
    return variables.find(name);
  }

  private Node.Mapping taskByEnvironment(String task) {
    String key = layout.keys().tasksByEnvironment().orElse("");
    return submap(byEnvironment(layout.keys().tasksByEnvironment()), key, task);
  }

  private Node.Mapping byEnvironment(Optional<String> key) {
    return key.map(name -> submap(map(name), name, environment)).orElse(Settings.EMPTY);
  }

  private Node.Mapping map(String variable) {
    return submap(variables, "", variable);
  }

  private Node.Mapping submap(Node.Mapping holder, String holderName, String key) {
    Optional<Node> node = holder.find(key);
    if (node.isEmpty() || Settings.isNull(node.get())) {
      return Settings.EMPTY;
    }
    if (node.get() instanceof Node.Mapping mapping) {
      return mapping;
    }
    String name = holderName.isEmpty() ? key : holderName + "." + key;
    if (node.get() instanceof Node.Sequence list && SecretsList.looksLikeOne(list)) {
      throw new InvalidInputException(
          "%s: '%s' is a list where a map is needed, so no secret in it reaches a task"
              .formatted(placeOf(node.get()), name),
          "put the list under ecs > extra_main_container_properties > secrets");
    }
    throw new InvalidInputException(
        "%s: '%s' is not a map of settings".formatted(placeOf(node.get()), name));
  }
}
