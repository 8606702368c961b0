package dev.secrets.project;

import dev.secrets.document.Node;
import dev.secrets.project.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the {@code secrets:} lists of an environment do that is legal and probably not meant. */
final class LayoutFindings {

  private static final Pattern ARN_SUFFIX = Pattern.compile(".*-[A-Za-z0-9]{6}");

  private final TaskSettings settings;
  private final String environment;
  private final Set<String> environments;
  private final Set<Finding> findings = new LinkedHashSet<>();

  private LayoutFindings(TaskSettings settings, String environment, Set<String> environments) {
    this.settings = settings;
    this.environment = environment;
    this.environments = environments;
  }

  static List<Finding> of(TaskSettings settings, String environment, Set<String> environments) {
    LayoutFindings search = new LayoutFindings(settings, environment, environments);
    List<SecretsList.Entry> defaults = SecretsList.of(settings.defaults(), settings);
    defaults.forEach(search::lookAtReference);
    for (String task : settings.tasks()) {
      Node.Mapping own = settings.of(task);
      List<SecretsList.Entry> entries = SecretsList.of(own, settings);
      entries.forEach(search::lookAtReference);
      search.lookForDropped(task, defaults, entries);
      search.lookForDoubles(task, own, entries);
    }
    return new ArrayList<>(search.findings);
  }

  private void lookAtReference(SecretsList.Entry entry) {
    String arn = entry.reference().path().value();
    if (!arn.startsWith("arn:")) {
      return;
    }
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    if (!ARN_SUFFIX.matcher(name).matches()) {
      add(
          "P14",
          entry.node(),
          "secret '%s': the ARN lacks its suffix of '-' and six characters".formatted(entry.name()),
          "copy the full ARN; a partial one may select another secret");
    }
    Set<String> segments = new LinkedHashSet<>(List.of(name.split("/")));
    Optional<String> other =
        environments.stream()
            .filter(candidate -> !candidate.equals(environment) && segments.contains(candidate))
            .findFirst();
    if (other.isPresent() && !segments.contains(environment)) {
      add(
          "P15",
          entry.node(),
          "secret '%s' of environment '%s' is one of '%s'"
              .formatted(entry.name(), environment, other.get()),
          "refer to the secret of '" + environment + "'");
    }
  }

  private void lookForDropped(
      String task, List<SecretsList.Entry> defaults, List<SecretsList.Entry> entries) {
    Set<String> dropped = new LinkedHashSet<>();
    defaults.forEach(entry -> dropped.add(entry.name()));
    entries.forEach(entry -> dropped.remove(entry.name()));
    for (String name : dropped) {
      Node at = entries.isEmpty() ? settings.of(task) : entries.get(0).node();
      add(
          "P12",
          at,
          "task '%s' has a list of its own and so loses secret '%s'".formatted(task, name),
          "repeat the entry in the task's list");
    }
  }

  private void lookForDoubles(String task, Node.Mapping own, List<SecretsList.Entry> entries) {
    if (own.find("env").orElse(Settings.EMPTY) instanceof Node.Mapping env) {
      entries.stream()
          .filter(entry -> env.find(entry.name()).isPresent())
          .forEach(
              entry ->
                  add(
                      "P13",
                      entry.node(),
                      "task '%s' has '%s' as a secret and in its env".formatted(task, entry.name()),
                      "keep one of them: ECS refuses both"));
    }
  }

  private void add(String id, Node node, String message, String remedy) {
    findings.add(new Finding(id, Severity.WARNING, settings.placeOf(node), message, remedy));
  }
}
