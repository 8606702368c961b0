package dev.secrets.procwrapper;

import dev.secrets.SecretNotFoundException;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What CloudReactor's {@code proc_wrapper} does to the variables of a task: {@code
 * X_FOR_PROC_WRAPPER_TO_RESOLVE} says where the value of {@code X} is, and {@code
 * PROC_WRAPPER_ENV_LOCATIONS} where there are more variables.
 *
 * <p>A variable that is set stays as it is, and what would replace it is not even read, unless
 * {@code PROC_WRAPPER_OVERWRITE_ENV_WITH_SECRETS} is true; a value that was found for a name counts
 * more than one from a location of many. Nothing is given out unless all of it was found.
 */
public final class ProcWrapper {

  private static final String ENV_LOCATIONS = "PROC_WRAPPER_ENV_LOCATIONS";
  private static final String CONFIG_LOCATIONS = "PROC_WRAPPER_CONFIG_LOCATIONS";

  private final Secrets secrets;
  private final Map<String, String> inherited;
  private final Set<String> optional;

  private ProcWrapper(Secrets secrets, Map<String, String> inherited, Set<String> optional) {
    this.secrets = secrets;
    this.inherited = inherited;
    this.optional = optional;
  }

  /**
   * Does it to {@code variables}; the caller closes what comes of it. Relative paths begin in the
   * directory of {@code secrets}.
   *
   * @param optional variables that are left out when their values are not there
   * @throws SecretsException if any value cannot be had; failures of stores are told together
   */
  public static WrappedEnvironment resolve(
      Secrets secrets, Map<String, String> variables, Set<String> optional) {
    return new ProcWrapper(secrets, Map.copyOf(variables), Set.copyOf(optional)).resolve();
  }

  private WrappedEnvironment resolve() {
    Settings first = Settings.of(inherited);
    if (!first.resolves()) {
      return new WrappedEnvironment(Set.of());
    }
    try (Contents contents = new Contents(secrets, first.region())) {
      Mapping located =
          new Locations(contents, inherited, first.strategy())
              .read(first.envLocations(), ENV_LOCATIONS, Format.DOTENV);
      Map<String, String> environment = new HashMap<>();
      located.entries().forEach((name, node) -> environment.put(name, text(contents, node)));
      environment.putAll(inherited);
      return resolve(contents, located, Settings.of(environment), environment);
    }
  }

  private WrappedEnvironment resolve(
      Contents contents, Mapping located, Settings settings, Map<String, String> environment) {
    Mapping configuration =
        new Locations(contents, environment, settings.strategy())
            .read(settings.configLocations(), CONFIG_LOCATIONS, Format.JSON);
    Entries variables = variables(located, settings);
    Evaluation evaluation =
        new Evaluation(contents, variables, environment, configuration, settings);
    evaluation.begin(optional);
    WrappedEnvironment wrapped = new WrappedEnvironment(marked(settings));
    try {
      variables.values().forEach((name, node) -> addLocated(wrapped, contents, name, node));
      addFound(wrapped, contents, variables, evaluation);
      addConfiguration(wrapped, contents, settings, evaluation);
      return wrapped;
    } catch (RuntimeException failure) {
      wrapped.close();
      throw failure;
    }
  }

  /** Those that are meant; what is set already is not looked for. */
  private Entries variables(Mapping located, Settings settings) {
    Map<String, Node> all = new LinkedHashMap<>(located.entries());
    inherited.forEach((name, text) -> all.put(name, Value.node(text)));
    Entries entries = Entries.of(all, settings.variables());
    if (!settings.overwrites()) {
      entries.locations().keySet().removeAll(inherited.keySet());
    }
    return entries;
  }

  private Set<String> marked(Settings settings) {
    return Set.copyOf(
        inherited.keySet().stream()
            .filter(name -> settings.variables().target(name).isPresent())
            .toList());
  }

  private void addLocated(WrappedEnvironment wrapped, Contents contents, String name, Node node) {
    if (!inherited.containsKey(name)) {
      wrapped.put(name, Value.of(node).text(contents::value));
    }
  }

  private void addFound(
      WrappedEnvironment wrapped, Contents contents, Entries variables, Evaluation evaluation) {
    List<SecretsException> failures = new ArrayList<>();
    variables
        .locations()
        .forEach(
            (name, location) -> {
              try {
                wrapped.put(name, evaluation.value(name, location).text(contents::value));
              } catch (SecretsException failure) {
                if (!(failure instanceof SecretNotFoundException && optional.contains(name))) {
                  failures.add(failure);
                }
              }
            });
    if (!failures.isEmpty()) {
      throw SeveralFailuresException.of(failures);
    }
  }

  private void addConfiguration(
      WrappedEnvironment wrapped, Contents contents, Settings settings, Evaluation evaluation) {
    if (!settings.configLocations().isEmpty()) {
      Node resolved = evaluation.configuration().resolved();
      if (settings.overwrites() || !inherited.containsKey(settings.configVariable())) {
        wrapped.put(settings.configVariable(), Value.of(resolved).text(contents::value));
      }
      settings
          .configFile()
          .ifPresent(
              file -> wrapped.addFile(file.file(), Value.of(resolved).text(contents::value)));
    }
    settings.envFile().ifPresent(wrapped::addVariables);
  }

  private static String text(Contents contents, Node node) {
    try (var value = Value.of(node).text(contents::value)) {
      return value.revealAsString(); // it becomes a variable
    }
  }
}
