package dev.secrets.cache;

import dev.secrets.SecretPath;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells listeners of changes, each change once and one after the other. */
final class Announcements {

  private final Map<SecretPath, CopyOnWriteArrayList<Consumer<SecretChange>>> listeners =
      new ConcurrentHashMap<>();
  private final Queue<SecretChange> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  CachingSecretStore.Subscription register(SecretPath path, Consumer<SecretChange> listener) {
    CopyOnWriteArrayList<Consumer<SecretChange>> own =
        listeners.computeIfAbsent(path, absent -> new CopyOnWriteArrayList<>());
    own.add(listener);
    return () -> own.remove(listener);
  }

  /** Whether somebody wants to hear of {@code path}. */
  boolean hears(SecretPath path) {
    List<?> own = listeners.get(path);
    return own != null && !own.isEmpty();
  }

  /** Only notes the change down; {@link #tell} tells of it. */
  void add(SecretChange change) {
    waiting.add(change);
  }

  /** Whoever finds nobody at it tells all that waits, in the order in which it came. */
  void tell() {
    if (pending.getAndIncrement() > 0) {
      return; // whoever is at it looks again
    }
    int seen = 1;
    do {
      for (SecretChange next = waiting.poll(); next != null; next = waiting.poll()) {
        tell(next);
      }
      seen = pending.addAndGet(-seen);
    } while (seen > 0);
  }

  private void tell(SecretChange change) {
    listeners
        .getOrDefault(change.path(), new CopyOnWriteArrayList<>())
        .forEach(listener -> tell(listener, change));
  }

  /** One listener's defect is neither the others' nor the reader's. */
  private static boolean tell(Consumer<SecretChange> listener, SecretChange change) {
    try {
      listener.accept(change);
      return true;
    } catch (RuntimeException theirs) {
      return false;
    }
  }
}
