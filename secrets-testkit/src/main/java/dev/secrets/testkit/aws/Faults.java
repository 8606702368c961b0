package dev.secrets.testkit.aws;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait for a call to meet. Thread-safe. */
final class Faults {

  private static final class Waiting {

    private final Fault fault;
    private final Instant end;
    private int left;

    Waiting(Fault fault, Instant now) {
      this.fault = fault;
      this.left = fault.times();
      this.end = fault.lasting().map(now::plus).orElse(Instant.MAX);
    }
  }

  private final Clock clock;
  private final List<Waiting> waiting = new ArrayList<>();

  Faults(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(Fault fault) {
    waiting.add(new Waiting(fault, clock.instant()));
  }

  synchronized void clear() {
    waiting.clear();
  }

  /** The first fault that meets the call, which has then been used once. */
  Optional<Fault> take(String operation, List<String> secretIds) {
    return takeFirst(fault -> fault.meets(operation, secretIds));
  }

  /** As {@link #take}, of refusals only. */
  Optional<ApiError> refusal(String operation, List<String> secretIds) {
    return takeFirst(
            fault -> fault.kind() == Fault.Kind.REFUSE && fault.meets(operation, secretIds))
        .map(Fault::error);
  }

  private synchronized Optional<Fault> takeFirst(Predicate<Fault> wanted) {
    Instant now = clock.instant();
    Optional<Waiting> met =
        waiting.stream()
            .filter(one -> one.left > 0 && now.isBefore(one.end) && wanted.test(one.fault))
            .findFirst();
    met.ifPresent(one -> one.left--);
    return met.map(one -> one.fault);
  }
}
