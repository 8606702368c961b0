package dev.secrets.testkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.SecretPath;
import dev.secrets.cache.CachePolicy;
import dev.secrets.cache.CachingSecretStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hits so frequent that the clock is not asked for each, in real time. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FrequentHitsTest {

  private static final SecretPath PATH = SecretPath.of("a");

  private final WatchedStore store = new WatchedStore();

  @Test
  void a_value_that_is_asked_for_without_pause_is_read_anew_all_the_same() {
    store.write("a", "old");
    try (CachingSecretStore cache = cache()) {
      cache.get(PATH);
      String newest = store.write("a", "new").id();

      long hits = 0;
      while (!cache.get(PATH).version().id().equals(newest)) {
        hits++;
      }

      assertThat(hits).isPositive();
    }
  }

  @Test
  void every_hit_counts() throws InterruptedException {
    store.write("a", "v");
    try (CachingSecretStore cache = cache()) {
      cache.get(PATH);
      Thread[] readers = new Thread[4];
      for (int reader = 0; reader < readers.length; reader++) {
        readers[reader] =
            new Thread(
                () -> {
                  for (int time = 0; time < 100_000; time++) {
                    cache.get(PATH);
                  }
                });
        readers[reader].start();
      }
      for (Thread reader : readers) {
        reader.join();
      }

      assertThat(answers(cache)).isEqualTo(400_001);
    }
  }

  private static long answers(CachingSecretStore cache) {
    return cache.metrics().hits() + cache.metrics().revalidations() + cache.metrics().misses();
  }

  private CachingSecretStore cache() {
    return CachingSecretStore.builder(store)
        .policy(CachePolicy.standard().withTtl(Duration.ofMillis(200)))
        .open();
  }
}
