package dev.secrets.inspect;

import dev.secrets.DecryptionFailedException;
import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretPath;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.project.Binding;
import dev.secrets.project.BindingKind;
import dev.secrets.project.Environment;
import dev.secrets.project.Project;
import dev.secrets.project.SecretFile;
import dev.secrets.project.TaskSelection;
import dev.secrets.spi.BackendContext;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One description of a project, which everything that looks at it as a whole goes by. What cannot
 * be opened is left out and told in {@link #unopened()}.
 */
final class Inspection implements AutoCloseable {

  private final Supplier<Secrets.Builder> opening;
  private final BackendContext context;
  private final Secrets secrets;
  private final WorkFiles files;
  private final GitTree git;
  private final Map<String, Secrets> opened = new LinkedHashMap<>();
  private final Map<String, SecretsException> unopened = new TreeMap<>();
  private final Map<String, SecretFile> secretFiles = new TreeMap<>();

  Inspection(Supplier<Secrets.Builder> opening, BackendContext context) {
    this.opening = opening;
    this.context = context;
    this.secrets = opening.get().open();
    this.files = new WorkFiles(root());
    this.git = new GitTree(root(), context);
    Set<String> candidates = new LinkedHashSet<>(git.tracked().keySet());
    candidates.addAll(files.below(project().layoutDirectories()));
    candidates.forEach(path -> project().layoutFile(path).ifPresent(this::add));
    environments().values().forEach(this::addBound);
    Set<String> known = new LinkedHashSet<>(candidates);
    known.addAll(secretFiles.keySet());
    git.learn(known);
  }

  Project project() {
    return secrets.project();
  }

  Path root() {
    return secrets.project().root();
  }

  BackendContext context() {
    return context;
  }

  WorkFiles files() {
    return files;
  }

  GitTree git() {
    return git;
  }

  /** The files that hold secrets, and those beside them that must not, in order of their paths. */
  Collection<SecretFile> secretFiles() {
    return secretFiles.values();
  }

  Optional<SecretFile> secretFile(String path) {
    return Optional.ofNullable(secretFiles.get(path));
  }

  /** What could not be opened, and why: files by path, environments by name. */
  Map<String, SecretsException> unopened() {
    return unopened;
  }

  /** The environments that could be opened, by name. */
  Map<String, Environment> environments() {
    Map<String, Environment> environments = new LinkedHashMap<>();
    for (String name : project().environments()) {
      secrets(name).flatMap(Secrets::environment).ifPresent(e -> environments.put(name, e));
    }
    return environments;
  }

  /** The secrets of an environment; empty if it cannot be opened. */
  Optional<Secrets> secrets(String environment) {
    try {
      return Optional.of(
          opened.computeIfAbsent(environment, name -> opening.get().environment(name).open()));
    } catch (SecretsException failure) {
      unopened.put("environment '" + environment + "'", failure);
      return Optional.empty();
    }
  }

  /** What an environment binds; nothing if its files cannot be opened. */
  Map<String, Binding> bindings(String environment, BindingKind kind) {
    try {
      return secrets(environment)
          .flatMap(Secrets::environment)
          .map(e -> e.bindings(kind, TaskSelection.defaults()))
          .orElse(Map.of());
    } catch (SecretsException failure) {
      unopened.put("environment '" + environment + "'", failure);
      return Map.of();
    }
  }

  /** What any task of an environment reads at run time. */
  Map<String, Binding> runtimeBindings(String environment) {
    Map<String, Binding> all = new LinkedHashMap<>(bindings(environment, BindingKind.RUNTIME));
    ofTasks(
        environment,
        (settings, task) ->
            settings
                .bindings(BindingKind.RUNTIME, TaskSelection.task(task))
                .forEach(all::putIfAbsent));
    return all;
  }

  /** What any task of an environment is given as plain settings. */
  Set<String> settingNames(String environment) {
    Set<String> names = new LinkedHashSet<>();
    ofTasks(
        environment,
        (settings, task) ->
            settings
                .settings(task)
                .find("env")
                .filter(Node.Mapping.class::isInstance)
                .map(Node.Mapping.class::cast)
                .ifPresent(map -> names.addAll(map.entries().keySet())));
    return names;
  }

  private void ofTasks(String name, BiConsumer<Environment, String> each) {
    try {
      Optional<Environment> environment = secrets(name).flatMap(Secrets::environment);
      environment.ifPresent(e -> e.tasks().forEach(task -> each.accept(e, task)));
    } catch (SecretsException failure) {
      unopened.put("environment '" + name + "'", failure);
    }
  }

  /** The name of the codec that wrote what begins with {@code content}. */
  Optional<String> envelope(byte[] content) {
    return secrets.protection().recognize(content);
  }

  /** The plaintext of a file of the work tree; the caller closes it. */
  Optional<Secret> plaintext(String path) {
    try {
      SecretPath absolute = SecretPath.of(root().resolve(path).toString());
      return Optional.of(
          secrets.resolve(new Reference("file", absolute, Map.of(), Pointer.root())));
    } catch (SecretsException failure) {
      unopened.put(path, failure);
      return Optional.empty();
    }
  }

  /** The document in a file of the work tree. */
  Optional<Document> document(String path) {
    try {
      return project().files().read(path);
    } catch (SecretsException failure) {
      unopened.put(path, failure);
      return Optional.empty();
    }
  }

  /** The single values of a file, none if it cannot be opened. */
  List<Leaf> leaves(String path) {
    return document(path).map(document -> Leaf.of(document.root())).orElse(List.of());
  }

  /** The text of a value, decoded if it is an envelope; empty if that fails. */
  Optional<String> text(Node.Scalar scalar) {
    try {
      return Optional.of(project().files().text(scalar));
    } catch (DecryptionFailedException failure) {
      return Optional.empty();
    }
  }

  private void add(SecretFile file) {
    if (files.exists(file.path()) || git.isTracked(file.path())) {
      secretFiles.putIfAbsent(file.path(), file);
    }
  }

  private void addBound(Environment environment) {
    for (BindingKind kind : BindingKind.values()) {
      for (Binding binding : bindings(environment.name(), kind).values()) {
        String method = secrets(environment.name()).map(s -> s.scheme(binding)).orElse("");
        if (method.equals("file")) {
          add(BoundFile.of(binding, environment, context.directory(), root()));
        }
      }
    }
  }

  @Override
  public void close() {
    git.close();
    opened.values().forEach(Secrets::close);
    secrets.close();
  }
}
