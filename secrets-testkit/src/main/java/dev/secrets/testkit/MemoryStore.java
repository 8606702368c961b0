package dev.secrets.testkit;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A store in memory with every capability, for tests of code that uses stores. Versions are
 * numbered from 1 and carry no labels; deletion is always for good. Thread-safe.
 */
public final class MemoryStore implements SecretStore {

  private record Version(String id, SecretValue value) {}

  private final NavigableMap<SecretPath, Deque<Version>> secrets = new TreeMap<>();
  private int written;
  private boolean closed;

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public synchronized Optional<Secret> find(SecretPath path, VersionSelector selector) {
    return chosen(history(path), selector).map(version -> secret(path, version));
  }

  @Override
  public synchronized Stream<SecretInfo> list(String prefix) {
    requireOpen();
    return List.copyOf(secrets.keySet()).stream()
        .filter(path -> path.value().startsWith(prefix))
        .map(SecretInfo::of);
  }

  @Override
  public synchronized SecretVersion put(
      SecretPath path, SecretValue value, WriteCondition condition) {
    check(condition, path, Optional.ofNullable(history(path).peekFirst()).map(Version::id));
    written++;
    Version version =
        new Version(Integer.toString(written), SecretValue.takeOwnership(value.copyBytes()));
    secrets.computeIfAbsent(path, absent -> new ArrayDeque<>()).addFirst(version);
    return SecretVersion.of(version.id());
  }

  @Override
  public synchronized boolean delete(SecretPath path, DeleteMode mode) {
    boolean existed = !history(path).isEmpty();
    wipe(history(path));
    secrets.remove(path);
    return existed;
  }

  @Override
  public synchronized List<SecretVersion> versions(SecretPath path) {
    return history(path).stream().map(version -> SecretVersion.of(version.id())).toList();
  }

  @Override
  public synchronized void close() {
    secrets.values().forEach(MemoryStore::wipe);
    closed = true;
  }

  private Deque<Version> history(SecretPath path) {
    requireOpen();
    return secrets.getOrDefault(path, new ArrayDeque<>());
  }

  private static Optional<Version> chosen(Deque<Version> history, VersionSelector selector) {
    if (selector instanceof VersionSelector.Id wanted) {
      return history.stream().filter(version -> version.id().equals(wanted.id())).findFirst();
    }
    return selector instanceof VersionSelector.Current
        ? Optional.ofNullable(history.peekFirst())
        : Optional.empty();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  private static Secret secret(SecretPath path, Version version) {
    return Secret.of(
        path.value(),
        SecretValue.takeOwnership(version.value().copyBytes()),
        SecretVersion.of(version.id()));
  }

  private static void wipe(Deque<Version> history) {
    history.forEach(version -> version.value().close());
  }

  private static void check(WriteCondition condition, SecretPath path, Optional<String> current) {
    if (condition == WriteCondition.createOnly() && current.isPresent()) {
      throw new WriteConflictException("secret '" + path + "' exists already");
    }
    if (condition == WriteCondition.replaceOnly() && current.isEmpty()) {
      throw new SecretNotFoundException("there is no secret '" + path + "'");
    }
    if (condition instanceof WriteCondition.IfVersion wanted
        && !current.equals(Optional.of(wanted.id()))) {
      throw new WriteConflictException("secret '" + path + "' was changed meanwhile");
    }
  }
}
