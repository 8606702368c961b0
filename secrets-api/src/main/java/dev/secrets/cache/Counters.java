package dev.secrets.cache;

import java.util.concurrent.atomic.LongAdder;

/** The counts behind {@link CacheMetrics}. */
final class Counters {

  final HitCount hits = new HitCount();
  final LongAdder revalidations = new LongAdder();
  final LongAdder failureHits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder reads = new LongAdder();
  final LongAdder calls = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder outages = new LongAdder();

  CacheMetrics read() {
    return new CacheMetrics(
        hits.sum(),
        revalidations.sum(),
        failureHits.sum(),
        misses.sum(),
        reads.sum(),
        calls.sum(),
        failures.sum(),
        outages.sum());
  }
}
