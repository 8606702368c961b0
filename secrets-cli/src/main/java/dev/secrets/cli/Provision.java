package dev.secrets.cli;

import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.project.BindingKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a program is given: secrets as variables, and secrets as files with paths in variables. */
final class Provision implements AutoCloseable {

  private final NamedValues named;
  private final Map<String, String> variables;
  private final Set<String> removed;
  private final Map<FileWish, Secret> files = new LinkedHashMap<>();

  private Provision(NamedValues named, Set<String> removed) {
    this.named = named;
    this.removed = removed;
    variables = ChildEnvironment.of(named.byName());
  }

  /** All that {@code invocation} asks for; the caller closes it. */
  static Provision read(Invocation invocation) {
    Session session = new Session(invocation);
    Selection selection = Selection.of(invocation);
    List<BindingKind> kinds = Kinds.of(invocation, BindingKind.RUNTIME);
    List<FileWish> wishes = FileWish.of(invocation);
    wishes.forEach(wish -> invocation.audit().used(wish.source()));
    try (Secrets secrets = session.openEnvironment()) {
      if (invocation.has("-v")) {
        session.warnOfFindings(secrets);
      }
      Set<String> removed =
          selection.removed(secrets, kinds, invocation.host().environment().keySet());
      NamedValues values = NamedValues.read(secrets, kinds, invocation.audit(), selection::chosen);
      try {
        return new Provision(values, removed).with(wishes, secrets);
      } catch (RuntimeException failure) {
        values.close();
        throw failure;
      }
    }
  }

  private Provision with(List<FileWish> wishes, Secrets secrets) {
    try {
      wishes.forEach(wish -> files.put(wish, wish.read(secrets)));
      return this;
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** Changes the variables that the program inherits into those it gets, and makes its files. */
  void applyTo(Map<String, String> environment, ValueFiles room) throws IOException {
    environment.keySet().removeAll(removed);
    environment.putAll(variables);
    for (Map.Entry<FileWish, Secret> file : files.entrySet()) {
      FileWish wish = file.getKey();
      environment.put(wish.variable(), room.make(wish, file.getValue().value()).toString());
    }
  }

  /** Every value in it, closed with this. */
  Stream<SecretValue> values() {
    return Stream.concat(named.byName().values().stream(), files.values().stream())
        .map(Secret::value);
  }

  @Override
  public void close() {
    named.close();
    files.values().forEach(Secret::close);
  }
}
