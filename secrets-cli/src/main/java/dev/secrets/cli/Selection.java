package dev.secrets.cli;

import dev.secrets.SecretNotFoundException;
import dev.secrets.Secrets;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which of the names that are bound a program gets, and which of the variables that we inherited it
 * must not have.
 *
 * @param only nothing but these; all when empty
 * @param except not these
 * @param optional those whose absence is no error
 * @param kept variables that are set already and stay as they are
 */
record Selection(Set<String> only, Set<String> except, Set<String> optional, Set<String> kept) {

  static void addOptions(CommandSpec spec) {
    spec.addOption(
        Options.repeated("NAMES", "these alone, parted by commas; may be repeated", "--only"));
    spec.addOption(
        Options.repeated("NAMES", "all but these, parted by commas; may be repeated", "--except"));
    spec.addOption(Options.repeated("NAMES", "go on when these are not there", "--allow-missing"));
    spec.addOption(
        Options.flag("a variable that is set already keeps its value", "--preserve-env"));
  }

  static Selection of(Invocation invocation) {
    return new Selection(
        names(invocation, "--only"),
        names(invocation, "--except"),
        names(invocation, "--allow-missing"),
        invocation.has("--preserve-env") ? invocation.host().environment().keySet() : Set.of());
  }

  private static Set<String> names(Invocation invocation, String option) {
    return invocation.options(option).stream()
        .flatMap(list -> Stream.of(list.split(",", -1)))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Those of {@code bound} whose values are needed. */
  Map<String, Binding> chosen(Map<String, Binding> bound) {
    Map<String, Binding> chosen = new LinkedHashMap<>();
    bound.forEach(
        (name, binding) -> {
          if (!excludes(name) && !kept.contains(name)) {
            chosen.put(name, optional.contains(name) ? binding.optional() : binding);
          }
        });
    return chosen;
  }

  /**
   * The variables to take away, also where they are inherited. A name that means nothing is
   * refused, since a misspelt one would let a secret through.
   *
   * @throws SecretNotFoundException naming all that mean nothing
   */
  Set<String> removed(Secrets secrets, List<BindingKind> kinds, Set<String> inherited) {
    if (only.isEmpty() && except.isEmpty()) {
      return Set.of();
    }
    Set<String> bound = new LinkedHashSet<>();
    kinds.forEach(kind -> bound.addAll(secrets.bindings(kind).keySet()));
    check(bound, inherited);
    return Stream.concat(except.stream(), bound.stream().filter(this::excludes))
        .collect(Collectors.toSet());
  }

  private void check(Set<String> bound, Set<String> inherited) {
    List<String> unknown =
        Stream.concat(
                only.stream(), except.stream().filter(variable -> !inherited.contains(variable)))
            .filter(name -> !bound.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw new SecretNotFoundException(
          "nothing is bound to '" + String.join("', '", unknown) + "'",
          "secrets list shows what is");
    }
  }

  private boolean excludes(String name) {
    return except.contains(name) || (!only.isEmpty() && !only.contains(name));
  }
}
