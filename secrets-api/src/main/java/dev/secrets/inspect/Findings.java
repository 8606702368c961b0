package dev.secrets.inspect;

import dev.secrets.project.Finding;
import dev.secrets.project.Finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Findings as they are met, each once, and how some of them can be mended. */
final class Findings {

  private final Set<Finding> found = new LinkedHashSet<>();
  private final Map<Finding, Fix> fixes = new LinkedHashMap<>();

  Finding error(String id, String place, String message, String remedy) {
    return add(id, Severity.ERROR, place, message, remedy);
  }

  Finding warning(String id, String place, String message, String remedy) {
    return add(id, Severity.WARNING, place, message, remedy);
  }

  Finding info(String id, String place, String message, String remedy) {
    return add(id, Severity.INFO, place, message, remedy);
  }

  void addAll(Collection<Finding> findings) {
    found.addAll(findings);
  }

  void fixable(Finding finding, Fix fix) {
    fixes.put(finding, fix);
  }

  List<Finding> list() {
    return new ArrayList<>(found);
  }

  Map<Finding, Fix> fixes() {
    return fixes;
  }

  private Finding add(String id, Severity severity, String place, String message, String remedy) {
    Finding finding = new Finding(id, severity, place, message, remedy);
    found.add(finding);
    return finding;
  }
}
