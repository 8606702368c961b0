package dev.secrets.testkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.secrets.SecretPath;
import dev.secrets.VersionSelector;
import dev.secrets.cache.CachingSecretStore;
import dev.secrets.cache.SecretChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How much a cache holds, and what leaves it. */
class CacheCapacityTest {

  private final VirtualClock clock = new VirtualClock();
  private final WatchedStore store = new WatchedStore();

  @Test
  void what_is_asked_for_stays_and_what_is_not_leaves() {
    try (CachingSecretStore cache = cache(10)) {
      fill(100);
      cache.get(path(0));
      IntStream.range(1, 100)
          .forEach(
              i -> {
                cache.get(path(i));
                cache.get(path(0));
              });
      store.calls.clear();

      cache.get(path(0));
      assertThat(store.calls).isEmpty();

      cache.get(path(1));
      assertThat(store.calls).hasSize(1);
    }
  }

  @Property(tries = 50)
  void no_more_is_held_than_allowed(
      @ForAll @Size(max = 60) List<@IntRange(max = 19) Integer> wanted,
      @ForAll @IntRange(min = 1, max = 10) int capacity) {
    WatchedStore own = new WatchedStore();
    IntStream.range(0, 20).forEach(i -> own.write("s" + i, "v"));
    try (CachingSecretStore cache = cache(own, capacity)) {
      wanted.forEach(i -> cache.get(path(i)));

      long hits = cache.metrics().hits();
      IntStream.range(0, 20).forEach(i -> cache.get(path(i)));
      assertThat(cache.metrics().hits() - hits).isLessThanOrEqualTo(capacity);
    }
  }

  @Test
  void absent_secrets_count_too() {
    try (CachingSecretStore cache = cache(10)) {
      store.write("s0", "v");
      cache.get(path(0));

      IntStream.range(1, 100).forEach(i -> cache.find(path(i), VersionSelector.current()));
      store.calls.clear();
      cache.get(path(0));

      assertThat(store.calls).hasSize(1);
    }
  }

  @Test
  void a_change_is_told_of_a_secret_that_nobody_asks_for() {
    fill(100);
    List<SecretChange> heard = new ArrayList<>();
    try (CachingSecretStore cache = cache(10)) {
      cache.onChange(path(0), heard::add);
      cache.get(path(0));
      IntStream.range(1, 100).forEach(i -> cache.get(path(i)));
      store.write("s0", "another");

      cache.refresh(path(0));
    }

    assertThat(heard).hasSize(1);
  }

  @Test
  void a_cache_for_nothing_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> cache(0));
  }

  private void fill(int count) {
    IntStream.range(0, count).forEach(i -> store.write("s" + i, "v"));
  }

  private CachingSecretStore cache(int capacity) {
    return cache(store, capacity);
  }

  private CachingSecretStore cache(WatchedStore origin, int capacity) {
    return CachingSecretStore.builder(origin)
        .clock(clock)
        .capacity(capacity)
        .executor(Runnable::run)
        .open();
  }

  private static SecretPath path(int secret) {
    return SecretPath.of("s" + secret);
  }
}
