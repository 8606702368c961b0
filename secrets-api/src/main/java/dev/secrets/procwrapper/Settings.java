package dev.secrets.procwrapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the variables that begin with {@code PROC_WRAPPER_} ask for.
 *
 * @param variables how variables are marked
 * @param properties how properties of the configuration are marked
 * @param envLocations where more variables are, the later ones counting more
 * @param configLocations where the configuration is, the later ones counting more
 * @param region of secrets that are called by their names, if not the one of AWS
 * @param resolves whether anything is done at all
 * @param overwrites whether a value that is found replaces a variable that is set
 * @param strategy how several locations become one
 * @param configVariable the variable that gets the configuration
 * @param envFile where the variables are written
 * @param configFile where the configuration is written
 */
record Settings(
    Marker variables,
    Marker properties,
    List<String> envLocations,
    List<String> configLocations,
    Optional<String> region,
    boolean resolves,
    boolean overwrites,
    MergeStrategy strategy,
    String configVariable,
    Optional<Output> envFile,
    Optional<Output> configFile) {

  private static final String OWN = "PROC_WRAPPER_";
  private static final Set<String> TRUE = Set.of("1", "t", "true", "y", "yes");

  static Settings of(Map<String, String> env) {
    return new Settings(
        Marker.of(env, OWN + "RESOLVABLE_ENV_VAR_NAME", "_FOR_PROC_WRAPPER_TO_RESOLVE"),
        Marker.of(env, OWN + "RESOLVABLE_CONFIG_PROPERTY_NAME", "__to_resolve"),
        list(env.getOrDefault(OWN + "ENV_LOCATIONS", "")),
        list(env.getOrDefault(OWN + "CONFIG_LOCATIONS", "")),
        set(env, OWN + "SECRETS_AWS_REGION"),
        isTrue(env, "RESOLVE_SECRETS", true),
        isTrue(env, "OVERWRITE_ENV_WITH_SECRETS", false),
        set(env, OWN + "CONFIG_MERGE_STRATEGY")
            .map(MergeStrategy::named)
            .orElse(MergeStrategy.DEEP),
        set(env, OWN + "ENV_VAR_NAME_FOR_CONFIG").orElse("TASK_CONFIG"),
        output(env, "ENV", Format.DOTENV),
        output(env, "CONFIG", Format.JSON));
  }

  private static Optional<Output> output(Map<String, String> env, String what, Format usual) {
    String setting = OWN + what + "_OUTPUT_";
    return set(env, setting + "FILENAME")
        .map(file -> Output.of(file, set(env, setting + "FORMAT"), usual));
  }

  private static Optional<String> set(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
  }

  private static boolean isTrue(Map<String, String> env, String name, boolean unset) {
    return set(env, OWN + name)
        .map(value -> TRUE.contains(value.strip().toLowerCase(Locale.ROOT)))
        .orElse(unset);
  }

  /** The parts of {@code text} between {@code ,} or {@code ;} without a backslash before it. */
  static List<String> list(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split("(?<!\\\\)[,;]", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip().replace("\\,", ",").replace("\\;", ";"));
      }
    }
    return parts;
  }
}
