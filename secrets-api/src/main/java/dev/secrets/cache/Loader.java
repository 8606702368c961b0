package dev.secrets.cache;

import dev.secrets.Secret;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretsException;
import dev.secrets.VersionSelector;
import dev.secrets.spi.SecretStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the store. A first reading goes out at once; those that are wanted while all loaders
 * are busy go out together afterwards, so that load makes calls larger and not more.
 */
final class Loader {

  private static final int LOADERS = 4;

  /** Takes what a reading ended in. */
  interface Landing {
    Held found(Flight flight, Secret secret);

    Held absent(Flight flight);

    Held failed(Flight flight, SecretsException failure);

    void land(Flight flight, Held held);
  }

  private final SecretStore origin;
  private final Executor executor;
  private final Counters counters;
  private final Landing landing;
  private final Queue<Flight> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore loaders = new Semaphore(LOADERS);
  private final AtomicLong tickets = new AtomicLong();

  Loader(SecretStore origin, Executor executor, Counters counters, Landing landing) {
    this.origin = origin;
    this.executor = executor;
    this.counters = counters;
    this.landing = landing;
  }

  long ticket() {
    return tickets.incrementAndGet();
  }

  void send(List<Flight> flights) {
    waiting.addAll(flights);
    if (loaders.tryAcquire()) {
      try {
        executor.execute(this::work);
      } catch (RuntimeException refused) {
        loaders.release();
        flights.forEach(flight -> flight.crash(refused));
        throw refused;
      }
    }
  }

  /** Works until nothing waits; what comes just as this one stops is seen by the second look. */
  private void work() {
    do {
      try {
        List<Flight> batch = takeWaiting();
        while (!batch.isEmpty()) {
          read(batch);
          batch = takeWaiting();
        }
      } finally {
        loaders.release();
      }
    } while (!waiting.isEmpty() && loaders.tryAcquire());
  }

  private List<Flight> takeWaiting() {
    List<Flight> batch = new ArrayList<>();
    for (Flight next = waiting.poll(); next != null; next = waiting.poll()) {
      next.start(ticket());
      batch.add(next);
    }
    return batch;
  }

  private void read(List<Flight> batch) {
    counters.reads.add(batch.size());
    try {
      if (batch.size() == 1) {
        readOne(batch.get(0));
      } else {
        readAll(batch);
      }
    } catch (Throwable unexpected) {
      batch.forEach(flight -> flight.crash(unexpected));
    }
  }

  private void readOne(Flight flight) {
    counters.calls.increment();
    Held held;
    try {
      Optional<Secret> secret = origin.find(flight.slot.path, VersionSelector.current());
      held = secret.isPresent() ? landing.found(flight, secret.get()) : landing.absent(flight);
    } catch (SecretsException failure) {
      held = landing.failed(flight, failure);
    }
    landing.land(flight, held);
  }

  /** If one secret fails they all do; then each is asked for by itself. */
  private void readAll(List<Flight> batch) {
    Map<SecretPath, Flight> byPath = new LinkedHashMap<>();
    batch.forEach(flight -> byPath.put(flight.slot.path, flight));
    counters.calls.increment();
    Map<SecretPath, Secret> found;
    try {
      found = origin.findAll(byPath.keySet());
    } catch (SecretsException failure) {
      batch.forEach(this::readOne);
      return;
    }
    for (Flight flight : batch) {
      Secret secret = found.get(flight.slot.path);
      boolean mine = flight.equals(byPath.get(flight.slot.path));
      landing.land(flight, held(flight, secret, mine));
    }
  }

  /** Two readings of one secret in a batch must not share what each may wipe. */
  private Held held(Flight flight, @Nullable Secret secret, boolean mine) {
    if (secret == null) {
      return landing.absent(flight);
    }
    return landing.found(flight, mine ? secret : copy(secret));
  }

  private static Secret copy(Secret secret) {
    return Secret.of(secret.name(), SecretValue.takeOwnership(secret.bytes()), secret.version());
  }
}
