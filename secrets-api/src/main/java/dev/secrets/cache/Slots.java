package dev.secrets.cache;

import dev.secrets.SecretPath;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The places of all secrets, at most so many. A hand goes round over them and takes away what was
 * not used since it last came by, so that a hit costs no more than a mark.
 */
final class Slots {

  private final ConcurrentHashMap<SecretPath, Slot> slots = new ConcurrentHashMap<>();
  private final int capacity;
  private final Predicate<SecretPath> pinned;
  private Iterator<Slot> hand = Collections.emptyIterator();

  /** What is {@code pinned} stays, however many there are. */
  Slots(int capacity, Predicate<SecretPath> pinned) {
    this.capacity = capacity;
    this.pinned = pinned;
  }

  @Nullable Slot find(SecretPath path) {
    return slots.get(path);
  }

  /** Whoever holds a place that is taken away meanwhile still gets an answer in it. */
  Slot get(SecretPath path) {
    Slot slot = slots.computeIfAbsent(path, Slot::new);
    slot.markUsed();
    if (slots.mappingCount() > capacity) {
      makeRoom();
    }
    return slot;
  }

  void clear(Consumer<Slot> last) {
    slots.values().forEach(last);
    slots.clear();
  }

  /** The first round takes off marks, the second finds what is free; the rest is in use. */
  private synchronized void makeRoom() {
    for (long left = 2 * slots.mappingCount();
        left > 0 && slots.mappingCount() > capacity;
        left--) {
      if (!hand.hasNext()) {
        hand = slots.values().iterator();
      }
      Slot slot = hand.next();
      if (!pinned.test(slot.path) && slot.isUnused()) {
        slots.remove(slot.path, slot);
      }
    }
  }
}
