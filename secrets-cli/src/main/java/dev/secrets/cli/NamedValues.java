package dev.secrets.cli;

import dev.secrets.InvalidInputException;
import dev.secrets.Secret;
import dev.secrets.Secrets;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The secrets of an environment by name; closing wipes them. */
final class NamedValues implements AutoCloseable {

  private final Map<String, Secret> secrets = new LinkedHashMap<>();

  private NamedValues() {}

  /**
   * All of the given kinds; a name that means one thing in one kind and another in the other is
   * refused.
   */
  static NamedValues read(Secrets from, List<BindingKind> kinds, Audit audit) {
    return read(from, kinds, audit, UnaryOperator.identity());
  }

  /**
   * As {@link #read(Secrets, List, Audit)}, for the bindings that {@code choice} picks from all.
   */
  static NamedValues read(
      Secrets from,
      List<BindingKind> kinds,
      Audit audit,
      UnaryOperator<Map<String, Binding>> choice) {
    NamedValues values = new NamedValues();
    try {
      for (BindingKind kind : kinds) {
        Map<String, Binding> chosen = choice.apply(from.bindings(kind));
        chosen.keySet().forEach(audit::used);
        from.all(chosen).forEach(values::add);
      }
      return values;
    } catch (RuntimeException failure) {
      values.close();
      throw failure;
    }
  }

  Map<String, Secret> byName() {
    return secrets;
  }

  private void add(String name, Secret secret) {
    Secret earlier = secrets.put(name, secret);
    if (earlier == null) {
      return;
    }
    try (earlier) {
      if (!earlier.value().matches(secret.value())) {
        throw new InvalidInputException(
            "'" + name + "' has one value at run time and another for the deployment",
            "ask for one kind only");
      }
    }
  }

  @Override
  public void close() {
    secrets.values().forEach(Secret::close);
  }
}
