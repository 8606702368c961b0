package dev.secrets.cache;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Counts hits without the threads that hit meeting each other: each has a line of memory that it
 * shares only with every sixty-fourth other, where {@code LongAdder} has one for each processor.
 */
final class HitCount {

  private static final int LINES = 64;

  /** In longs: processors fetch lines of 64 bytes, and the next one with them. */
  private static final int LINE = 16;

  private final AtomicLongArray counts = new AtomicLongArray((LINES + 1) * LINE);

  void increment() {
    int line = (int) Thread.currentThread().getId() & LINES - 1;
    counts.getAndIncrement((line + 1) * LINE);
  }

  long sum() {
    return IntStream.rangeClosed(1, LINES).mapToLong(line -> counts.get(line * LINE)).sum();
  }
}
