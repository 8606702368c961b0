package dev.secrets.project;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the settings of an environment's tasks do that works and is probably not meant. */
final class LayoutFindings {

  private final TaskSettings settings;
  private final ReferenceFindings references;
  private final FoundProblems found;

  private LayoutFindings(TaskSettings settings, String environment, Set<String> environments) {
    this.settings = settings;
    this.found = new FoundProblems(settings);
    this.references = new ReferenceFindings(settings, environment, environments, found);
  }

  static List<Finding> of(TaskSettings settings, String environment, Set<String> environments) {
    LayoutFindings search = new LayoutFindings(settings, environment, environments);
    search.lookAtTasks();
    new MisplacedLists(settings, search.found).look();
    return search.found.list();
  }

  private void lookAtTasks() {
    try {
      List<ListedSecret> defaults = ListedSecret.of(settings.defaults(), settings);
      references.look(settings.defaults(), defaults);
      lookForRepeated(defaults);
      for (String task : settings.tasks()) {
        lookAtTask(task, settings.of(task), defaults);
      }
    } catch (InvalidInputException wrongShape) {
      found.error("P11", Settings.EMPTY, String.valueOf(wrongShape.getMessage()), remedy());
    }
  }

  private static String remedy() {
    return "put the list under ecs > extra_main_container_properties > secrets";
  }

  private void lookAtTask(String task, Node.Mapping own, List<ListedSecret> defaults) {
    List<ListedSecret> entries = ListedSecret.of(own, settings);
    references.look(own, entries);
    lookForRepeated(entries);
    lookForDropped(task, defaults, entries);
    lookForDoubles(task, own, entries);
  }

  private void lookForDropped(
      String task, List<ListedSecret> defaults, List<ListedSecret> entries) {
    Set<String> dropped = new LinkedHashSet<>();
    defaults.forEach(entry -> dropped.add(entry.name()));
    entries.forEach(entry -> dropped.remove(entry.name()));
    for (String name : dropped) {
      Node at = entries.isEmpty() ? settings.of(task) : entries.get(0).node();
      found.warning(
          "P12",
          at,
          "task '%s' has a list of its own and so loses secret '%s'".formatted(task, name),
          "repeat the entry in the task's list");
    }
  }

  private void lookForDoubles(String task, Node.Mapping own, List<ListedSecret> entries) {
    if (own.find("env").orElse(Settings.EMPTY) instanceof Node.Mapping env) {
      entries.stream()
          .filter(entry -> env.find(entry.name()).isPresent())
          .forEach(
              entry ->
                  found.warning(
                      "P13",
                      entry.node(),
                      "task '%s' has '%s' as a secret and in its env".formatted(task, entry.name()),
                      "keep one of them: ECS refuses both"));
    }
  }

  private void lookForRepeated(List<ListedSecret> entries) {
    Set<String> names = new HashSet<>();
    entries.stream()
        .filter(entry -> !names.add(entry.name()))
        .forEach(
            entry ->
                found.error(
                    "P13",
                    entry.node(),
                    "secret '%s' is listed twice".formatted(entry.name()),
                    "keep one of them: ECS refuses both"));
  }
}
