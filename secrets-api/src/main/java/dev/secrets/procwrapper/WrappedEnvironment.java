package dev.secrets.procwrapper;

import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.document.ExportFormat;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The variables that a task gets beside those it inherits. Closing wipes them. */
public final class WrappedEnvironment implements AutoCloseable {

  private static final SecretVersion FOUND = SecretVersion.of("current");

  private final Set<String> removed;
  private final Map<String, Secret> variables = new LinkedHashMap<>();
  private final Map<Path, SecretValue> files = new LinkedHashMap<>();

  WrappedEnvironment(Set<String> removed) {
    this.removed = removed;
  }

  void put(String name, SecretValue value) {
    Secret earlier = variables.put(name, Secret.of(name, value, FOUND));
    if (earlier != null) {
      earlier.close();
    }
  }

  void addFile(String path, SecretValue content) {
    files.put(Path.of(path), content);
  }

  void addVariables(Output output) {
    Map<String, SecretValue> values = new LinkedHashMap<>();
    variables.forEach((name, secret) -> values.put(name, secret.value()));
    ExportFormat format =
        switch (output.format()) {
          case JSON -> ExportFormat.JSON;
          case YAML -> ExportFormat.YAML;
          case DOTENV, BASE64 -> ExportFormat.DOTENV_PYTHON;
        };
    addFile(output.file(), SecretValue.takeOwnership(format.render(values)));
  }

  /** The variables by name; they stay this one's to close. */
  public Map<String, Secret> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** The variables that only said where values are, which the task does not get. */
  public Set<String> removed() {
    return removed;
  }

  /**
   * Files that the task wants to find, by their paths: to be written for their owner alone, and
   * removed after it. They stay this one's to close.
   */
  public Map<Path, SecretValue> files() {
    return Collections.unmodifiableMap(files);
  }

  @Override
  public void close() {
    variables.values().forEach(Secret::close);
    files.values().forEach(SecretValue::close);
  }

  @Override
  public String toString() {
    return "WrappedEnvironment" + variables.keySet();
  }
}
