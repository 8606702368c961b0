package dev.secrets.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command as it was typed, and the host it runs on.
 *
 * @param arguments options and parameters
 * @param program what stood after {@code --}, untouched
 * @param host the process
 * @param calls counts what the backends ask over the network
 * @param audit hears which secrets are used
 */
record Invocation(
    Arguments arguments, List<String> program, Host host, CallCount calls, Audit audit) {

  boolean has(String option) {
    return arguments.options().containsKey(option);
  }

  /** The last value of an option. */
  Optional<String> option(String name) {
    List<String> values = options(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** Every value of an option that may be repeated. */
  List<String> options(String name) {
    return arguments.options().getOrDefault(name, List.of());
  }

  /** The parameter at {@code index}. */
  Optional<String> parameter(int index) {
    return arguments.parameters().stream().skip(index).findFirst();
  }

  /** All of them. */
  List<String> parameters() {
    return arguments.parameters();
  }

  /** Where relative paths start: {@code -C}, or the working directory. */
  Path directory() {
    Path directory = host.directory().resolve(option("-C").orElse("")).normalize();
    if (!Files.isDirectory(directory)) {
      throw new UsageException("'" + directory + "' is no directory");
    }
    return directory;
  }

  /** The options for backends, under the names that backends know. */
  Map<String, List<String>> backendOptions() {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (String name : Options.FOR_BACKENDS) {
      if (has("--" + name)) {
        options.put(name, options("--" + name));
      }
    }
    return options;
  }
}
