package dev.secrets.cache;

/**
 * What a cache has done since it was opened.
 *
 * @param hits answers with a fresh value
 * @param revalidations answers with a value that was being read anew meanwhile
 * @param failureHits answers with a failure that was remembered
 * @param misses answers that had to wait for the store
 * @param reads secrets that the store was asked for
 * @param calls calls to the store for them, each for one secret or for many
 * @param failures reads that failed, absence included
 * @param outages reads that failed because the store could not be reached, and were answered with
 *     an older value
 */
public record CacheMetrics(
    long hits,
    long revalidations,
    long failureHits,
    long misses,
    long reads,
    long calls,
    long failures,
    long outages) {}
