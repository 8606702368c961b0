package dev.secrets.cache;

import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The time by which a hit judges. To ask a clock costs more than all the rest of a hit, so while
 * hits come fast a thread notes the time down for them, in steps, and ends when they become few.
 */
final class CoarseClock {

  /** Later than everything, so that whoever meets it asks the clock. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  private static final long STEP_MILLIS = 10;
  private static final int FEW_HITS = 10;
  private static final int QUIET_STEPS = 100;

  private final Clock clock;
  private final boolean stepwise;
  private final HitCount hits;
  private final ThreadFactory threads;
  private final AtomicBoolean ticking = new AtomicBoolean();
  private volatile long noted = UNKNOWN;
  private volatile long lastAsked;

  private CoarseClock(Clock clock, boolean stepwise, HitCount hits, ThreadFactory threads) {
    this.clock = clock;
    this.stepwise = stepwise;
    this.hits = hits;
    this.threads = threads;
  }

  /** Behind {@code clock} by a step at most, for as long as {@code hits} grows fast. */
  static CoarseClock stepwise(Clock clock, HitCount hits, ThreadFactory threads) {
    return new CoarseClock(clock, true, hits, threads);
  }

  /** Never behind {@code clock}, as a clock needs that is set by hand. */
  static CoarseClock exact(Clock clock) {
    return new CoarseClock(clock, false, new HitCount(), Thread::new);
  }

  /** In milliseconds; later than everything while nobody notes it down. */
  long millis() {
    return stepwise ? noted : clock.millis();
  }

  /** Told of a hit for which the clock was asked: two within a millisecond are many. */
  void asked(long millis) {
    if (stepwise && millis == lastAsked && ticking.compareAndSet(false, true)) {
      threads.newThread(this::tick).start();
    }
    lastAsked = millis;
  }

  private void tick() {
    try {
      long before = hits.sum();
      for (int quiet = 0; quiet < QUIET_STEPS; ) {
        noted = clock.millis();
        Thread.sleep(STEP_MILLIS);
        long now = hits.sum();
        quiet = now - before < FEW_HITS ? quiet + 1 : 0;
        before = now;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      noted = UNKNOWN;
      ticking.set(false);
    }
  }
}
