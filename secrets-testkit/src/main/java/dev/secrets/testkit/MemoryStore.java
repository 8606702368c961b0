package dev.secrets.testkit;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretDescription;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.MemoryHistory.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A store in memory with every capability, for tests of code that uses stores. Versions are
 * numbered from 1 and carry no labels; what is deleted recoverably is kept until the store is
 * closed. Thread-safe.
 */
public final class MemoryStore implements SecretStore {

  private final NavigableMap<SecretPath, MemoryHistory> secrets = new TreeMap<>();
  private int written;
  private boolean closed;

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public synchronized Optional<Secret> find(SecretPath path, VersionSelector selector) {
    return alive(path)
        .flatMap(history -> history.find(selector))
        .map(version -> secret(path, version));
  }

  @Override
  public synchronized Stream<SecretInfo> list(String prefix) {
    requireOpen();
    return List.copyOf(secrets.keySet()).stream()
        .filter(path -> path.value().startsWith(prefix) && alive(path).isPresent())
        .map(
            path ->
                new SecretInfo(
                    path, Optional.empty(), "", alive(path).orElseThrow().notes().tags()));
  }

  @Override
  public SecretVersion put(SecretPath path, SecretValue value, WriteCondition condition) {
    return put(path, value, condition, SecretNotes.none());
  }

  @Override
  public synchronized SecretVersion put(
      SecretPath path, SecretValue value, WriteCondition condition, SecretNotes notes) {
    Optional<MemoryHistory> before = alive(path);
    check(condition, path, before.map(MemoryHistory::currentId));
    MemoryHistory history = before.orElseGet(() -> create(path));
    Version version = version(value);
    history.add(version);
    history.makeCurrent(version);
    history.annotate(notes);
    return SecretVersion.of(version.id());
  }

  @Override
  public synchronized SecretVersion stage(SecretPath path, SecretValue value) {
    MemoryHistory history = required(path);
    Version version = version(value);
    history.add(version);
    return SecretVersion.of(version.id());
  }

  @Override
  public synchronized SecretVersion promote(
      SecretPath path, VersionSelector selector, WriteCondition condition) {
    MemoryHistory history = required(path);
    check(condition, path, Optional.of(history.currentId()));
    Version version =
        history
            .find(selector)
            .orElseThrow(
                () -> new SecretNotFoundException("secret '" + path + "' has no such version"));
    history.makeCurrent(version);
    return SecretVersion.of(version.id());
  }

  @Override
  public synchronized void withdraw(SecretPath path, SecretVersion staged) {
    required(path).withdraw(staged.id());
  }

  @Override
  public synchronized boolean delete(SecretPath path, DeleteMode mode) {
    Optional<MemoryHistory> history = alive(path);
    history.ifPresent(MemoryHistory::delete);
    if (mode == DeleteMode.immediate()) {
      history.ifPresent(MemoryHistory::wipe);
      history.ifPresent(gone -> secrets.remove(path));
    }
    return history.isPresent();
  }

  @Override
  public synchronized boolean undelete(SecretPath path) {
    requireOpen();
    Optional<MemoryHistory> history = Optional.ofNullable(secrets.get(path));
    history.ifPresent(MemoryHistory::undelete);
    return history.isPresent();
  }

  @Override
  public synchronized Optional<SecretDescription> describe(SecretPath path) {
    requireOpen();
    return Optional.ofNullable(secrets.get(path)).map(history -> description(path, history));
  }

  @Override
  public synchronized void annotate(SecretPath path, SecretNotes notes) {
    required(path).annotate(notes);
  }

  @Override
  public synchronized List<SecretVersion> versions(SecretPath path) {
    return alive(path).map(MemoryHistory::list).orElse(List.of());
  }

  @Override
  public synchronized void close() {
    secrets.values().forEach(MemoryHistory::wipe);
    closed = true;
  }

  private Optional<MemoryHistory> alive(SecretPath path) {
    requireOpen();
    return Optional.ofNullable(secrets.get(path)).filter(history -> !history.deleted());
  }

  private MemoryHistory required(SecretPath path) {
    return alive(path).orElseThrow(() -> absent(path));
  }

  /** In the place of a deleted one, which can then no longer be brought back. */
  private MemoryHistory create(SecretPath path) {
    Optional.ofNullable(secrets.remove(path)).ifPresent(MemoryHistory::wipe);
    MemoryHistory history = new MemoryHistory();
    secrets.put(path, history);
    return history;
  }

  private Version version(SecretValue value) {
    written++;
    return new Version(Integer.toString(written), SecretValue.takeOwnership(value.copyBytes()));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  private static SecretDescription description(SecretPath path, MemoryHistory history) {
    Optional<Instant> deletion = history.deleted() ? Optional.of(Instant.MAX) : Optional.empty();
    return new SecretDescription(
        path.value(), history.notes(), Optional.empty(), Optional.empty(), deletion);
  }

  private static Secret secret(SecretPath path, Version version) {
    return Secret.of(
        path.value(),
        SecretValue.takeOwnership(version.value().copyBytes()),
        SecretVersion.of(version.id()));
  }

  private static void check(WriteCondition condition, SecretPath path, Optional<String> current) {
    if (condition == WriteCondition.createOnly() && current.isPresent()) {
      throw new WriteConflictException("secret '" + path + "' exists already");
    }
    if (condition == WriteCondition.replaceOnly() && current.isEmpty()) {
      throw absent(path);
    }
    if (condition instanceof WriteCondition.IfVersion wanted
        && !current.equals(Optional.of(wanted.id()))) {
      throw new WriteConflictException("secret '" + path + "' was changed meanwhile");
    }
  }

  private static SecretNotFoundException absent(SecretPath path) {
    return new SecretNotFoundException("there is no secret '" + path + "'");
  }
}
