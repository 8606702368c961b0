package dev.secrets.cache;

import dev.secrets.Secret;
import dev.secrets.SecretInfo;
import dev.secrets.SecretPath;
import dev.secrets.SecretsException;
import dev.secrets.SecretsException.Kind;
import dev.secrets.spi.SecretStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link CachingSecretStore} holds, and when it asks the store. */
final class Cache implements Loader.Landing {

  /** How far a listing may lag behind, by the documentation of AWS. */
  private static final Duration LISTING_LAG = Duration.ofMinutes(5);

  private final SecretStore origin;
  private final CachePolicy policy;
  private final Clock clock;
  private final RandomGenerator random;
  private final Loader loader;
  private final Counters counters = new Counters();
  private final Announcements announcements = new Announcements();
  private final Slots slots;
  private final CoarseClock coarse;
  private volatile boolean closed;

  Cache(CachingSecretStore.Builder from) {
    origin = from.origin;
    policy = from.policy;
    clock = from.clock.orElseGet(Clock::systemUTC);
    coarse =
        from.clock
            .map(CoarseClock::exact)
            .orElseGet(() -> CoarseClock.stepwise(clock, counters.hits, from.threads));
    random = from.random;
    slots = new Slots(from.capacity, announcements::hears);
    loader = new Loader(origin, from.executor, counters, this);
  }

  /** The value if it is fresh: all that a hit costs. */
  @Nullable CachedSecret fresh(SecretPath path) {
    Slot slot = slots.find(path);
    if (slot == null) {
      return null;
    }
    Held held = slot.held;
    if (held == null || held.secret == null || coarse.millis() >= held.freshUntil) {
      return null;
    }
    slot.markUsed();
    counters.hits.increment();
    return held.secret;
  }

  Optional<CachedSecret> find(SecretPath path) {
    CachedSecret fresh = fresh(path);
    return fresh != null ? Optional.of(fresh) : findElse(slot(path));
  }

  private Optional<CachedSecret> findElse(Slot slot) {
    Held held = slot.held;
    long now = clock.millis();
    if (held != null && now < held.freshUntil) {
      coarse.asked(now);
      if (held.secret == null) {
        counters.failureHits.increment();
      } else {
        counters.hits.increment();
      }
      return answer(held);
    }
    if (held != null && held.secret != null && now < held.revalidatedUntil) {
      counters.revalidations.increment();
      send(List.of(slot.board()));
      return answer(held);
    }
    counters.misses.increment();
    return land(slot.board());
  }

  Optional<CachedSecret> refresh(SecretPath path) {
    counters.misses.increment();
    return land(slot(path).boardLater());
  }

  private Optional<CachedSecret> land(Slot.Boarding boarding) {
    send(List.of(boarding));
    return answer(boarding.flight().await());
  }

  private void send(List<Slot.Boarding> boardings) {
    List<Flight> fresh =
        boardings.stream().filter(Slot.Boarding::isNew).map(Slot.Boarding::flight).toList();
    if (!fresh.isEmpty()) {
      loader.send(fresh);
    }
  }

  private static Optional<CachedSecret> answer(Held held) {
    if (held.failure != null) {
      throw held.failure;
    }
    return Optional.ofNullable(held.secret);
  }

  void prefetch(Collection<SecretPath> paths) {
    long now = clock.millis();
    readAnew(
        new HashSet<>(paths)
            .stream()
                .map(this::slot)
                .filter(slot -> slot.held == null || now >= slot.held.freshUntil)
                .toList());
  }

  void detectChanges() {
    Set<Slot> outdated = new HashSet<>();
    try (Stream<SecretInfo> infos = origin.list("")) {
      infos
          .filter(info -> info.changed().isPresent())
          .forEach(
              info ->
                  Stream.concat(Stream.of(info.path()), info.aliases().stream())
                      .map(slots::find)
                      .filter(slot -> slot != null && isOutdated(slot, info))
                      .forEach(outdated::add));
    }
    readAnew(outdated);
  }

  private static boolean isOutdated(Slot slot, SecretInfo info) {
    Held held = slot.held;
    Instant read = held == null || held.secret == null ? Instant.EPOCH : held.secret.read();
    return slot.isOutdatedBy(
        info.changed().orElseThrow(), read.equals(Instant.EPOCH) ? read : read.minus(LISTING_LAG));
  }

  private void readAnew(Collection<Slot> wanted) {
    List<Slot.Boarding> boardings = new ArrayList<>();
    wanted.forEach(slot -> boardings.add(slot.boardLater()));
    send(boardings);
    boardings.forEach(boarding -> boarding.flight().await());
  }

  void forget(SecretPath path) {
    Optional.ofNullable(slots.find(path)).ifPresent(slot -> slot.forget(loader.ticket()));
  }

  CachingSecretStore.Subscription onChange(SecretPath path, Consumer<SecretChange> listener) {
    return announcements.register(path, listener);
  }

  CacheMetrics metrics() {
    return counters.read();
  }

  @Override
  public Held found(Flight flight, Secret secret) {
    long now = clock.millis();
    long ttl = policy.ttlMillis(flight.slot.path);
    long fresh = now + ttl - (long) (ttl * policy.jitter() * chance());
    return Held.of(
        new CachedSecret(secret, Instant.ofEpochMilli(now), false),
        fresh,
        fresh + policy.revalidation().toMillis(),
        now + policy.outage().toMillis());
  }

  private double chance() {
    synchronized (random) {
      return random.nextDouble();
    }
  }

  @Override
  public Held absent(Flight flight) {
    counters.failures.increment();
    return Held.absence(clock.millis() + policy.failureMillis(Kind.NOT_FOUND));
  }

  @Override
  public Held failed(Flight flight, SecretsException failure) {
    counters.failures.increment();
    long now = clock.millis();
    long retry = now + policy.failureMillis(failure.kind());
    Held held = flight.slot.held;
    if (failure.kind() == Kind.UNAVAILABLE
        && held != null
        && held.secret != null
        && held.outlasts(now)) {
      counters.outages.increment();
      return held.throughOutage(held.secret.asStale(), retry);
    }
    return Held.failure(failure, retry);
  }

  @Override
  public void land(Flight flight, Held held) {
    flight.slot.keep(flight, held, announcements::add);
    if (closed) {
      wipe(held);
    }
    announcements.tell();
    flight.land(held);
  }

  void close() {
    closed = true;
    slots.clear(slot -> wipe(slot.held));
  }

  private static void wipe(@Nullable Held held) {
    if (held != null && held.secret != null) {
      held.secret.wipe();
    }
  }

  private Slot slot(SecretPath path) {
    if (closed) {
      throw new IllegalStateException("the cache is closed");
    }
    return slots.get(path);
  }
}
