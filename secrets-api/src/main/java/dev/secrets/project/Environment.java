package dev.secrets.project;

import dev.secrets.document.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One environment of a project: names bound to references. Files are read when they are first
 * needed, so that a runtime secret can be had while a deployment file cannot be opened.
 *
 * <p>Every method that reads throws a {@link dev.secrets.SecretsException} naming the file. Not
 * thread-safe.
 */
public final class Environment {

  private final String name;
  private final String origin;
  private final Map<String, StoreAlias> stores;
  private final BindingSource source;

  Environment(String name, String origin, Map<String, StoreAlias> stores, BindingSource source) {
    this.name = name;
    this.origin = origin;
    this.stores = Map.copyOf(stores);
    this.source = source;
  }

  public String name() {
    return name;
  }

  /**
   * What defines it: {@code A}, {@code B} or {@code C} for a layout's generation, or {@code
   * manifest}.
   */
  public String layout() {
    return origin;
  }

  /** The manifest's names for stores, in this environment; empty without a manifest. */
  public Map<String, StoreAlias> stores() {
    return stores;
  }

  /** The bindings of a kind by name, in the order they were met. */
  public Map<String, Binding> bindings(BindingKind kind, TaskSelection tasks) {
    return source.bindings(kind, tasks);
  }

  /** The binding of a name, a runtime one first. */
  public Optional<Binding> find(String binding, TaskSelection tasks) {
    Optional<Binding> runtime =
        Optional.ofNullable(bindings(BindingKind.RUNTIME, tasks).get(binding));
    return runtime.isPresent()
        ? runtime
        : Optional.ofNullable(bindings(BindingKind.DEPLOYMENT, tasks).get(binding));
  }

  /** Everything that binds a name, the one that counts last; empty if nothing does. */
  public List<Binding> candidates(String binding, BindingKind kind, TaskSelection tasks) {
    return source.candidates(binding, kind, tasks);
  }

  /** The tasks it defines settings for. */
  public Set<String> tasks() {
    return source.tasks();
  }

  /**
   * The settings in effect for a task, as Ansible sees them: merged, inline values decoded, and the
   * environment's name filled in.
   *
   * @throws dev.secrets.SecretNotFoundException if there is no such task
   */
  public Node.Mapping settings(String task) {
    return source.settings(task);
  }

  /** What works and is probably not meant. */
  public List<Finding> findings() {
    return source.findings();
  }
}
