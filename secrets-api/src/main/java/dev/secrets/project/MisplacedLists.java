package dev.secrets.project;

import dev.secrets.document.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lists of secrets where nothing reads them. A list of maps elsewhere is accepted by Ansible, and
 * no secret of it reaches a container.
 */
final class MisplacedLists {

  private static final List<String> MAIN =
      List.of("ecs", "extra_main_container_properties", "secrets");

  /** What is defined beside the main container is read as ECS has it. */
  private static final Pattern OTHER_CONTAINER = Pattern.compile(".*containers?(_.*)?");

  private final TaskSettings settings;
  private final FoundProblems found;
  private final Set<String> inEffect = new HashSet<>();

  MisplacedLists(TaskSettings settings, FoundProblems found) {
    this.settings = settings;
    this.found = found;
  }

  void look() {
    for (VarsFile file : settings.variableFiles()) {
      walk(file.variables(), List.of());
    }
  }

  private void walk(Node node, List<String> path) {
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach((key, child) -> walk(child, with(path, key)));
    } else if (node instanceof Node.Sequence list) {
      if (SecretsList.looksLikeOne(list)) {
        lookAt(list, path);
      }
      list.items().forEach(item -> walk(item, with(path, "-")));
    }
  }

  private void lookAt(Node.Sequence list, List<String> path) {
    if (isRead(path)) {
      list.items().forEach(item -> inEffect.add(reference(item)));
    } else if (!list.items().stream().allMatch(item -> inEffect.contains(reference(item)))) {
      found.error(
          "P11",
          list,
          "the secrets listed under '%s' reach no task".formatted(String.join(".", path)),
          "put the list under ecs > extra_main_container_properties > secrets of '%s'"
              .formatted(settings.keys().environmentDefaults()));
    }
  }

  private boolean isRead(List<String> path) {
    int end = path.size();
    boolean main = end > MAIN.size() && path.subList(end - MAIN.size(), end).equals(MAIN);
    boolean other =
        end > 1
            && path.get(end - 1).equals("secrets")
            && path.subList(1, end - 1).stream()
                .anyMatch(
                    key ->
                        OTHER_CONTAINER.matcher(key).matches()
                            && !key.startsWith("extra_main_container"));
    return (main || other) && roots().contains(path.get(0));
  }

  private List<String> roots() {
    Layout.Keys keys = settings.keys();
    List<String> roots =
        new ArrayList<>(
            List.of(
                keys.defaults(),
                keys.tasks(),
                keys.environmentDefaults(),
                keys.environmentTasks()));
    keys.defaultsByEnvironment().ifPresent(roots::add);
    keys.tasksByEnvironment().ifPresent(roots::add);
    return roots;
  }

  private String reference(Node item) {
    return item instanceof Node.Mapping entry
            && entry.find("valueFrom").orElse(null) instanceof Node.Scalar scalar
        ? scalar.text()
        : "";
  }

  private static List<String> with(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return longer;
  }
}
