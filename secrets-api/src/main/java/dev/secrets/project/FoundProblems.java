package dev.secrets.project;

import dev.secrets.document.Node;
import dev.secrets.project.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Findings as they are met; the same one met in several tasks counts once. */
final class FoundProblems {

  private final TaskSettings settings;
  private final Set<Finding> found = new LinkedHashSet<>();

  FoundProblems(TaskSettings settings) {
    this.settings = settings;
  }

  void error(String id, Node at, String message, String remedy) {
    found.add(new Finding(id, Severity.ERROR, settings.siteOf(at), message, remedy));
  }

  void warning(String id, Node at, String message, String remedy) {
    found.add(new Finding(id, Severity.WARNING, settings.siteOf(at), message, remedy));
  }

  boolean has(String id) {
    return found.stream().anyMatch(finding -> finding.id().equals(id));
  }

  List<Finding> list() {
    return new ArrayList<>(found);
  }
}
