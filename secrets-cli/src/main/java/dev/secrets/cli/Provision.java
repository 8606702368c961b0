package dev.secrets.cli;

import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.procwrapper.ProcWrapper;
import dev.secrets.procwrapper.WrappedEnvironment;
import dev.secrets.project.BindingKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a program is given: secrets as variables, and secrets as files with paths in variables. */
final class Provision implements AutoCloseable {

  private static final String PROC_WRAPPER = "--proc-wrapper";

  private final Invocation invocation;
  private final Selection selection;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final Map<FileWish, Secret> files = new LinkedHashMap<>();
  private Set<Path> sources = Set.of();
  private @Nullable NamedValues named;
  private @Nullable WrappedEnvironment wrapped;

  private Provision(Invocation invocation) {
    this.invocation = invocation;
    selection = Selection.of(invocation);
  }

  /** All that {@code invocation} asks for; the caller closes it. */
  static Provision read(Invocation invocation) {
    Provision provision = new Provision(invocation);
    try {
      provision.read();
      return provision;
    } catch (RuntimeException failure) {
      provision.close();
      throw failure;
    }
  }

  private void read() {
    Session session = new Session(invocation);
    List<FileWish> wishes = FileWish.of(invocation);
    wishes.forEach(wish -> invocation.audit().used(wish.source()));
    boolean wraps = invocation.has(PROC_WRAPPER);
    try (Secrets secrets = wraps ? session.openEnvironmentIfAny() : session.openEnvironment()) {
      if (invocation.has("-v")) {
        session.warnOfFindings(secrets);
      }
      read(secrets);
      wishes.forEach(wish -> files.put(wish, wish.read(secrets)));
      sources = secrets.filesRead();
    }
  }

  private void read(Secrets secrets) {
    Set<String> inherited = invocation.host().environment().keySet();
    List<BindingKind> kinds = kinds(secrets);
    boolean wraps = invocation.has(PROC_WRAPPER);
    if (!wraps) {
      removed.addAll(selection.removed(secrets, kinds, inherited));
    }
    NamedValues values = NamedValues.read(secrets, kinds, invocation.audit(), selection::chosen);
    named = values;
    variables.putAll(ChildEnvironment.of(values.byName()));
    if (wraps) {
      wrap(secrets, kinds);
    }
  }

  /** Without a project a task may still be told where its secrets are, by its variables. */
  private List<BindingKind> kinds(Secrets secrets) {
    return secrets.environment().isEmpty() ? List.of() : Kinds.of(invocation, BindingKind.RUNTIME);
  }

  private void wrap(Secrets secrets, List<BindingKind> kinds) {
    Map<String, String> before = new HashMap<>(invocation.host().environment());
    before.putAll(variables);
    WrappedEnvironment found = ProcWrapper.resolve(secrets, before, selection.optional());
    wrapped = found;
    found.variables().keySet().forEach(invocation.audit()::used);
    Set<String> known = new HashSet<>(before.keySet());
    known.addAll(found.variables().keySet());
    removed.addAll(selection.removed(secrets, kinds, known));
    removed.addAll(found.removed());
    variables.putAll(ChildEnvironment.of(found.variables()));
    variables.keySet().removeAll(removed);
  }

  /** Changes the variables that the program inherits into those it gets, and makes its files. */
  void applyTo(Map<String, String> environment, ValueFiles room) throws IOException {
    environment.keySet().removeAll(removed);
    environment.putAll(variables);
    environment.putAll(makeFiles(room));
  }

  /** Makes its files, or makes them anew, and returns their paths by the variables for them. */
  Map<String, String> makeFiles(ValueFiles room) throws IOException {
    Map<String, String> paths = new LinkedHashMap<>();
    for (Map.Entry<FileWish, Secret> file : files.entrySet()) {
      FileWish wish = file.getKey();
      paths.put(wish.variable(), room.make(wish, file.getValue().value()).toString());
    }
    if (wrapped != null) {
      for (Map.Entry<Path, SecretValue> file : wrapped.files().entrySet()) {
        room.write(invocation.directory().resolve(file.getKey()), file.getValue());
      }
    }
    return paths;
  }

  /** The files that its values came from, and those that would have been looked at. */
  Set<Path> sources() {
    return sources;
  }

  /** Whether the program would get the same. */
  boolean isSameAs(Provision other) {
    return variables.equals(other.variables)
        && removed.equals(other.removed)
        && haveSameContents(contents(), other.contents());
  }

  /** What is written into files, by what each is for. */
  private Map<Object, SecretValue> contents() {
    Map<Object, SecretValue> contents = new HashMap<>();
    files.forEach((wish, secret) -> contents.put(wish, secret.value()));
    if (wrapped != null) {
      contents.putAll(wrapped.files());
    }
    return contents;
  }

  private static boolean haveSameContents(
      Map<Object, SecretValue> some, Map<Object, SecretValue> others) {
    return some.keySet().equals(others.keySet())
        && some.keySet().stream()
            .allMatch(
                file ->
                    Objects.requireNonNull(some.get(file))
                        .matches(Objects.requireNonNull(others.get(file))));
  }

  /** Every value in it, closed with this. */
  Stream<SecretValue> values() {
    Stream<Secret> byName = named == null ? Stream.of() : named.byName().values().stream();
    Stream<Secret> found = wrapped == null ? Stream.of() : wrapped.variables().values().stream();
    return Stream.of(byName, found, files.values().stream())
        .flatMap(secrets -> secrets)
        .map(Secret::value);
  }

  @Override
  public void close() {
    if (named != null) {
      named.close();
    }
    if (wrapped != null) {
      wrapped.close();
    }
    files.values().forEach(Secret::close);
  }
}
