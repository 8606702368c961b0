package dev.secrets.cache;

import dev.secrets.BackendUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One reading of one secret, for all who wait for it. */
final class Flight {

  final Slot slot;
  private final CompletableFuture<Held> end = new CompletableFuture<>();
  private volatile boolean started;

  /** Its place among all readings, by which an older answer cannot replace a newer one. */
  private volatile long ticket;

  Flight(Slot slot) {
    this.slot = slot;
  }

  /** From here on the store may be asked: who comes later may want something newer. */
  void start(long number) {
    ticket = number;
    started = true;
  }

  boolean started() {
    return started;
  }

  long ticket() {
    return ticket;
  }

  void land(Held held) {
    end.complete(held);
  }

  void crash(Throwable failure) {
    slot.leave(this);
    end.completeExceptionally(failure);
  }

  Held await() {
    try {
      return end.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BackendUnavailableException(
          "waiting for secret '" + slot.path + "' was interrupted");
    } catch (ExecutionException crash) {
      throw new IllegalStateException("the store failed unexpectedly", crash.getCause());
    }
  }
}
