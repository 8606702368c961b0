package dev.secrets.testkit.cache;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.SecretsException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.Capability;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A store in memory that counts what it is asked, waits and fails when it is told to. */
final class WatchedStore implements SecretStore {

  private final MemoryStore memory = new MemoryStore();
  private final Map<SecretPath, SecretsException> failures = new ConcurrentHashMap<>();
  private final Map<SecretPath, Instant> changes = new ConcurrentHashMap<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch arrivals = new CountDownLatch(0);

  /** What each call asked for. */
  final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());

  /** Lets the next {@code count} calls wait after reading, until the gate is opened. */
  void hold(int count) {
    gate = new CountDownLatch(1);
    arrivals = new CountDownLatch(count);
  }

  void awaitArrivals() throws InterruptedException {
    arrivals.await();
  }

  void release() {
    gate.countDown();
  }

  void fail(String path, SecretsException failure) {
    failures.put(SecretPath.of(path), failure);
  }

  void recover() {
    failures.clear();
  }

  SecretVersion write(String path, String text, Instant changed) {
    changes.put(SecretPath.of(path), changed);
    return write(path, text);
  }

  SecretVersion write(String path, String text) {
    try (SecretValue value = SecretValue.ofText(text)) {
      return memory.put(SecretPath.of(path), value, WriteCondition.any());
    }
  }

  @Override
  public Set<Capability> capabilities() {
    return memory.capabilities();
  }

  @Override
  public Optional<Secret> find(SecretPath path, VersionSelector version) {
    calls.add(List.of(path.value()));
    requireHealth(path);
    Optional<Secret> secret = memory.find(path, version);
    pause();
    return secret;
  }

  @Override
  public Map<SecretPath, Secret> findAll(Collection<SecretPath> paths) {
    calls.add(paths.stream().map(SecretPath::value).toList());
    paths.forEach(this::requireHealth);
    Map<SecretPath, Secret> secrets = memory.findAll(paths);
    pause();
    return secrets;
  }

  @Override
  public Stream<SecretInfo> list(String prefix) {
    calls.add(List.of("list"));
    return memory
        .list(prefix)
        .map(
            info ->
                new SecretInfo(
                    info.path(), Optional.ofNullable(changes.get(info.path())), "", info.tags()));
  }

  @Override
  public SecretVersion put(SecretPath path, SecretValue value, WriteCondition condition) {
    return memory.put(path, value, condition);
  }

  @Override
  public SecretVersion put(
      SecretPath path, SecretValue value, WriteCondition condition, SecretNotes notes) {
    return memory.put(path, value, condition, notes);
  }

  @Override
  public boolean delete(SecretPath path, DeleteMode mode) {
    return memory.delete(path, mode);
  }

  private void requireHealth(SecretPath path) {
    SecretsException failure = failures.get(path);
    if (failure != null) {
      throw failure;
    }
  }

  private void pause() {
    arrivals.countDown();
    try {
      gate.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
