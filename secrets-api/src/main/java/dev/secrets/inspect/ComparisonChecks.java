package dev.secrets.inspect;

import dev.secrets.document.Node;
import dev.secrets.project.Binding;
import dev.secrets.project.Finding;
import dev.secrets.project.SecretFile;
import dev.secrets.project.SecretFile.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the environments: what one has and another lacks, and what must differ and does not. */
final class ComparisonChecks {

  /** What the wrapper of a task reads, which nobody needs on his own machine. */
  private static final String OF_WRAPPER = "PROC_WRAPPER_";

  private static final List<String> MODELS = List.of("dev", "development", "staging");

  private final Inspection project;
  private final Values values;
  private final Findings found;

  ComparisonChecks(Inspection project, Values values, Findings found) {
    this.project = project;
    this.values = values;
    this.found = found;
  }

  /** P8. */
  void shapes() {
    List<String> environments = compared();
    if (environments.size() < 2) {
      return;
    }
    String model =
        MODELS.stream().filter(environments::contains).findFirst().orElse(environments.get(0));
    for (String environment : environments) {
      if (!environment.equals(model)) {
        names(model, environment);
        types(model, environment);
      }
    }
  }

  private List<String> compared() {
    return project.environments().keySet().stream()
        .filter(name -> !boundIn(name).isEmpty())
        .toList();
  }

  private void names(String model, String environment) {
    missing(model, environment);
    missing(environment, model);
  }

  private void missing(String has, String lacks) {
    Set<String> known = boundIn(lacks);
    known.addAll(project.settingNames(lacks));
    boundIn(has).stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                found.warning(
                    "P8",
                    place(has, name),
                    "'%s' of '%s' is missing in '%s'".formatted(name, has, lacks),
                    "bind it in both, or take it out of the one that does not need it"));
  }

  private Set<String> boundIn(String environment) {
    Set<String> names = new LinkedHashSet<>(project.runtimeBindings(environment).keySet());
    names.removeIf(name -> name.startsWith(OF_WRAPPER));
    return names;
  }

  private void types(String model, String environment) {
    Map<String, Values.Bound> there = values.of(environment);
    values
        .of(model)
        .forEach(
            (name, bound) -> {
              Values.Bound other = there.get(name);
              if (other != null
                  && bound.text().isPresent()
                  && other.text().isPresent()
                  && !bound.binding().reference().equals(other.binding().reference())) {
                for (String difference :
                    Shape.of(bound.text().get()).differences(Shape.of(other.text().get()))) {
                  found.warning(
                      "P8",
                      placeOf(other.binding()),
                      "'%s' of '%s' has another shape than in '%s': %s"
                          .formatted(name, environment, model, difference),
                      "give it the same fields and types in both");
                }
              }
            });
  }

  private String place(String environment, String name) {
    Binding binding = project.runtimeBindings(environment).get(name);
    return binding == null ? environment : placeOf(binding);
  }

  static String placeOf(Binding binding) {
    return binding.place().replaceFirst("^'(.*)' line (\\d+), column (\\d+)$", "$1:$2:$3");
  }

  /** P31: told apart by fingerprints under a salt that is thrown away. */
  void sameValues() {
    Fingerprints fingerprints = new Fingerprints(project.context().random());
    Map<String, Map<String, Place>> byName = new LinkedHashMap<>();
    for (String environment : project.environments().keySet()) {
      boundValues(environment, byName, fingerprints);
    }
    for (SecretFile file : project.secretFiles()) {
      if (file.role() == Role.VARIABLES && file.isSecret()) {
        variables(file, byName, fingerprints);
      }
    }
    byName.forEach(this::sameIn);
  }

  private record Place(String at, String source, String fingerprint) {}

  private void boundValues(
      String environment, Map<String, Map<String, Place>> byName, Fingerprints fingerprints) {
    values
        .of(environment)
        .forEach(
            (name, bound) ->
                bound
                    .text()
                    .ifPresent(
                        text ->
                            secretParts(name, text)
                                .forEach(
                                    (part, value) ->
                                        byName
                                            .computeIfAbsent(part, p -> new LinkedHashMap<>())
                                            .put(
                                                environment,
                                                new Place(
                                                    placeOf(bound.binding()),
                                                    bound.binding().reference().toString(),
                                                    fingerprints.of(value))))));
  }

  private void variables(
      SecretFile file, Map<String, Map<String, Place>> byName, Fingerprints fingerprints) {
    for (Leaf leaf : project.leaves(file.path())) {
      String text = project.text(leaf.scalar()).orElse("");
      if (SecretNames.looksSecret(leaf.key()) && SecretNames.isLiteral(text)) {
        String at = Finding.place(file.path(), leaf.scalar().position());
        byName
            .computeIfAbsent(leaf.shownPath(), p -> new LinkedHashMap<>())
            .put(file.environment().orElse(""), new Place(at, at, fingerprints.of(text)));
      }
    }
  }

  /** The value itself if its name tells that it is secret, or those of its fields that are. */
  private static Map<String, String> secretParts(String name, String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    Node node = Leaf.json(text).orElse(null);
    if (node == null) {
      if (SecretNames.looksSecret(name) && SecretNames.isLiteral(text)) {
        parts.put(name, text);
      }
      return parts;
    }
    for (Leaf leaf : Leaf.of(node)) {
      if (SecretNames.looksSecret(leaf.key()) && SecretNames.isLiteral(leaf.scalar().text())) {
        parts.put(name + "." + leaf.shownPath(), leaf.scalar().text());
      }
    }
    return parts;
  }

  private void sameIn(String name, Map<String, Place> byEnvironment) {
    List<String> environments = new ArrayList<>(byEnvironment.keySet());
    for (String prod : environments) {
      for (String other : environments) {
        Place here = byEnvironment.get(prod);
        Place there = byEnvironment.get(other);
        if (prod.startsWith("prod")
            && !other.startsWith("prod")
            && here != null
            && there != null
            && here.fingerprint().equals(there.fingerprint())
            && !here.source().equals(there.source())) {
          found.error(
              "P31",
              here.at(),
              "'%s' has the same value in '%s' and '%s'".formatted(name, prod, other),
              "give '" + prod + "' a value of its own");
        }
      }
    }
  }
}
