package dev.secrets.cache;

import dev.secrets.SecretPath;
import dev.secrets.SecretVersion;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The place of one secret in the cache. Hits read {@link #held} and nothing else; all that changes
 * it happens under this object's lock, within which nobody is called.
 */
final class Slot {

  final SecretPath path;
  volatile @Nullable Held held;

  /** Written by races that do not matter: who is wrong about it loses a place in the cache. */
  private boolean used = true;

  private @Nullable Flight flight;
  private long newest;
  private @Nullable SecretVersion lastRead;
  private @Nullable Instant listed;

  Slot(SecretPath path) {
    this.path = path;
  }

  /** Only written if need be, since readers share the line of memory it is on. */
  void markUsed() {
    if (!used) {
      used = true;
    }
  }

  /** Whether it was not used since this was last asked, and is not being read. */
  synchronized boolean isUnused() {
    boolean unused = !used && flight == null;
    used = false;
    return unused;
  }

  /** A reading to wait for, and whether it has yet to be sent off. */
  record Boarding(Flight flight, boolean isNew) {}

  /** The reading under way, or a new one. */
  synchronized Boarding board() {
    return flight == null ? newFlight() : new Boarding(flight, false);
  }

  /** A reading that begins after this call. */
  synchronized Boarding boardLater() {
    return flight == null || flight.started() ? newFlight() : new Boarding(flight, false);
  }

  private Boarding newFlight() {
    Flight next = new Flight(this);
    flight = next;
    return new Boarding(next, true);
  }

  /**
   * Keeps what {@code landed} brought unless something newer is there. A change is handed to {@code
   * changes}, under the lock, so that changes come in their order.
   */
  synchronized void keep(Flight landed, Held brought, Consumer<SecretChange> changes) {
    if (landed.equals(flight)) {
      flight = null;
    }
    if (landed.ticket() < newest) {
      return;
    }
    newest = landed.ticket();
    held = brought;
    if (brought.secret != null) {
      SecretVersion before = lastRead;
      SecretVersion now = brought.secret.version();
      lastRead = now;
      if (before != null && !before.id().equals(now.id())) {
        changes.accept(new SecretChange(path, before, now));
      }
    }
  }

  /** A reading that ended in a defect leaves nothing to wait for. */
  synchronized void leave(Flight crashed) {
    if (crashed.equals(flight)) {
      flight = null;
    }
  }

  /** Forgets what is held; readings that began before {@code ticket} bring nothing newer. */
  synchronized void forget(long ticket) {
    newest = ticket;
    held = null;
    flight = null;
  }

  /** Whether a listing tells that the store may have something newer than what is held. */
  synchronized boolean isOutdatedBy(Instant changed, Instant readAtLatest) {
    Instant before = listed;
    listed = changed;
    return before == null ? changed.isAfter(readAtLatest) : !before.equals(changed);
  }
}
