package dev.secrets.testkit.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretsException.Kind;
import dev.secrets.WriteCondition;
import dev.secrets.cache.CachePolicy;
import dev.secrets.cache.CachedSecret;
import dev.secrets.cache.CachingSecretStore;
import dev.secrets.cache.SecretChange;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The laws of the cache, in virtual time; nobody sleeps. */
class CachingSecretStoreTest {

  private static final Duration TTL = Duration.ofSeconds(100);
  private static final Duration REVALIDATION = Duration.ofSeconds(50);
  private static final Duration OUTAGE = Duration.ofSeconds(500);
  private static final Duration DENIAL = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final CachePolicy POLICY =
      new CachePolicy(
          TTL,
          0,
          REVALIDATION,
          OUTAGE,
          Map.of(Kind.ACCESS_DENIED, DENIAL, Kind.UNAVAILABLE, RETRY, Kind.NOT_FOUND, RETRY),
          Map.of());

  private final VirtualClock clock = new VirtualClock();
  private final WatchedStore store = new WatchedStore();
  private final Queue<Runnable> background = new ConcurrentLinkedQueue<>();

  /** Reads in the thread that asks, so that each test sees one order of events. */
  private final CachingSecretStore cache =
      CachingSecretStore.builder(store).policy(POLICY).clock(clock).executor(Runnable::run).open();

  private final List<CachingSecretStore> others = new ArrayList<>();

  @AfterEach
  void close() {
    cache.close();
    others.forEach(CachingSecretStore::close);
  }

  @Test
  void a_miss_is_one_call_and_a_hit_is_none() {
    store.write("a", "v");

    IntStream.range(0, 10).forEach(time -> assertThat(read("a")).isEqualTo("v"));

    assertThat(store.calls).containsExactly(List.of("a"));
    assertThat(cache.metrics().misses()).isEqualTo(1);
    assertThat(cache.metrics().hits()).isEqualTo(9);
  }

  @Test
  void concurrent_misses_of_one_secret_are_one_call() throws Exception {
    store.write("a", "v");
    CachingSecretStore threaded = threaded();
    store.hold(1);

    List<Future<String>> readers = startReaders(threaded, 16, "a");
    store.awaitArrivals();
    store.release();

    for (Future<String> reader : readers) {
      assertThat(reader.get()).isEqualTo("v");
    }
    assertThat(store.calls).hasSize(1);
  }

  @Test
  void secrets_wanted_while_all_loaders_are_busy_come_in_one_call() throws Exception {
    CachingSecretStore threaded = threaded();
    IntStream.range(0, 24).forEach(i -> store.write("s" + i, "v" + i));
    store.hold(4);
    List<Future<String>> busy = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      busy.addAll(startReaders(threaded, 1, "s" + i));
      awaitCalls(i + 1);
    }
    store.awaitArrivals();
    List<Future<String>> waiting = new ArrayList<>();
    for (int i = 4; i < 24; i++) {
      waiting.addAll(startReaders(threaded, 1, "s" + i));
    }
    awaitMisses(threaded, 24);

    store.release();

    for (int i = 0; i < 20; i++) {
      assertThat(waiting.get(i).get()).isEqualTo("v" + (i + 4));
    }
    for (Future<String> one : busy) {
      one.get();
    }
    assertThat(store.calls.size()).isLessThanOrEqualTo(4 + 4);
    assertThat(store.calls.stream().mapToInt(List::size).sum()).isEqualTo(24);
  }

  @Test
  void an_expired_value_is_answered_at_once_while_it_is_read_anew() {
    store.write("a", "old");
    CachingSecretStore lazy = lazy();
    runAll(() -> assertThat(text(lazy, "a")).isEqualTo("old"));
    store.write("a", "new");
    clock.pass(TTL);

    assertThat(text(lazy, "a")).as("nothing was read yet").isEqualTo("old");
    assertThat(text(lazy, "a")).isEqualTo("old");
    assertThat(background).as("one reading for both").hasSize(1);
    background.remove().run();

    assertThat(text(lazy, "a")).isEqualTo("new");
    assertThat(lazy.metrics().revalidations()).isEqualTo(2);
  }

  @Property(tries = 200)
  void a_value_is_never_answered_after_ttl_and_revalidation(
      @ForAll @IntRange(min = 0, max = 400) int seconds) {
    store.write("p", "old");
    cache.invalidate(SecretPath.of("p"));
    read("p");
    store.write("p", "new");
    clock.pass(Duration.ofSeconds(seconds));

    String answer = read("p");

    boolean old = seconds < TTL.plus(REVALIDATION).toSeconds();
    assertThat(answer).isEqualTo(old ? "old" : "new");
    assertThat(read("p")).isEqualTo(seconds < TTL.toSeconds() ? "old" : "new");
  }

  @Property(tries = 200)
  void jitter_shortens_and_never_lengthens(
      @ForAll @DoubleRange(min = 0, max = 1) double jitter, @ForAll long seed) {
    CachePolicy policy = new CachePolicy(TTL, jitter, Duration.ZERO, OUTAGE, Map.of(), Map.of());
    WatchedStore own = new WatchedStore();
    own.write("a", "v");
    try (CachingSecretStore jittered =
        CachingSecretStore.builder(own)
            .policy(policy)
            .clock(clock)
            .random(new java.util.Random(seed))
            .executor(Runnable::run)
            .open()) {
      text(jittered, "a");
      clock.pass(Duration.ofMillis((long) (TTL.toMillis() * (1 - jitter)) - 1));
      text(jittered, "a");
      assertThat(own.calls).as("before the earliest end").hasSize(1);
      clock.pass(Duration.ofMillis((long) (TTL.toMillis() * jitter) + 2));
      text(jittered, "a");
      assertThat(own.calls).as("after the latest end").hasSize(2);
    }
  }

  @Test
  void a_secret_may_have_a_ttl_of_its_own() {
    store.write("a", "v");
    store.write("b", "v");
    CachingSecretStore special =
        keep(
            CachingSecretStore.builder(store)
                .policy(POLICY.withTtl(SecretPath.of("a"), Duration.ofSeconds(5)))
                .clock(clock)
                .executor(Runnable::run)
                .open());
    special.prefetch(List.of(SecretPath.of("a"), SecretPath.of("b")));
    store.calls.clear();
    clock.pass(Duration.ofSeconds(6));

    text(special, "a");
    text(special, "b");

    assertThat(store.calls).containsExactly(List.of("a"));
  }

  @Test
  void an_outage_is_bridged_flagged_and_bounded() {
    store.write("a", "v");
    read("a");
    store.fail("a", new BackendUnavailableException("gone"));
    clock.pass(TTL.plus(REVALIDATION));

    CachedSecret bridged = cache.get(SecretPath.of("a"));
    assertThat(bridged.stale()).isTrue();
    assertThat(cache.metrics().outages()).isEqualTo(1);

    clock.pass(OUTAGE);
    assertThatExceptionOfType(BackendUnavailableException.class).isThrownBy(() -> read("a"));

    store.recover();
    clock.pass(RETRY);
    assertThat(cache.get(SecretPath.of("a")).stale()).isFalse();
  }

  @Test
  void an_outage_does_not_ask_a_store_again_and_again() {
    store.write("a", "v");
    read("a");
    store.fail("a", new BackendUnavailableException("gone"));
    clock.pass(TTL.plus(REVALIDATION));
    store.calls.clear();

    IntStream.range(0, 50).forEach(time -> read("a"));

    assertThat(store.calls).hasSize(1);
  }

  @Test
  void a_denial_is_no_outage() {
    store.write("a", "v");
    read("a");
    store.fail("a", new AccessDeniedException("no"));
    clock.pass(TTL.plus(REVALIDATION));

    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> read("a"));
  }

  @Test
  void a_failure_is_remembered_for_the_time_of_its_kind() {
    store.fail("a", new AccessDeniedException("no"));
    for (int time = 0; time < 3; time++) {
      assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> read("a"));
    }
    assertThat(store.calls).hasSize(1);
    store.recover();
    store.write("a", "v");

    clock.pass(DENIAL);

    assertThat(read("a")).isEqualTo("v");
  }

  @Test
  void absence_is_remembered_and_noticed_to_end() {
    assertThat(cache.find(SecretPath.of("a"), dev.secrets.VersionSelector.current())).isEmpty();
    assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> read("a"));
    assertThat(store.calls).hasSize(1);
    store.write("a", "v");

    clock.pass(RETRY);

    assertThat(read("a")).isEqualTo("v");
  }

  @Test
  void refresh_reads_what_was_written_before_it_began() throws Exception {
    store.write("a", "old");
    CachingSecretStore threaded = threaded();
    store.hold(1);
    List<Future<String>> slow = startReaders(threaded, 1, "a");
    store.awaitArrivals();
    store.write("a", "new");
    ExecutorService one = Executors.newSingleThreadExecutor();
    Future<String> refreshed = one.submit(() -> text(threaded.refresh(SecretPath.of("a"))));
    awaitCalls(2);

    store.release();

    assertThat(refreshed.get()).isEqualTo("new");
    slow.get(0).get();
    assertThat(text(threaded, "a")).as("the older reading must not win").isEqualTo("new");
    one.shutdown();
  }

  @Test
  void what_is_written_through_the_cache_is_read_at_once() {
    store.write("a", "old");
    read("a");

    try (SecretValue value = SecretValue.ofText("new")) {
      cache.put(SecretPath.of("a"), value, WriteCondition.any());
    }

    assertThat(read("a")).isEqualTo("new");
  }

  @Test
  void a_reading_that_began_before_a_write_is_not_kept() throws Exception {
    store.write("a", "old");
    CachingSecretStore threaded = threaded();
    store.hold(1);
    List<Future<String>> slow = startReaders(threaded, 1, "a");
    store.awaitArrivals();
    try (SecretValue value = SecretValue.ofText("new")) {
      threaded.put(SecretPath.of("a"), value, WriteCondition.any());
    }

    store.release();
    slow.get(0).get();

    assertThat(text(threaded, "a")).isEqualTo("new");
  }

  @Property(tries = 100)
  void a_change_is_told_once_and_in_order(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 3) Integer> steps) {
    SecretPath path = SecretPath.of("events");
    String last = store.write("events", "0").id();
    List<SecretChange> heard = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    cache.refresh(path);
    CachingSecretStore.Subscription subscription = cache.onChange(path, heard::add);
    String read = last;
    for (int step : steps) {
      if (step == 0) {
        last = store.write("events", "again").id();
      } else if (step == 1) {
        clock.pass(TTL.plus(REVALIDATION));
      } else {
        String version =
            step == 2 ? cache.refresh(path).version().id() : cache.get(path).version().id();
        if (!version.equals(read)) {
          expected.add(read + ">" + version);
          read = version;
        }
      }
    }
    subscription.close();
    store.write("events", "unheard");
    cache.refresh(path);

    assertThat(heard)
        .extracting(change -> change.before().id() + ">" + change.after().id())
        .isEqualTo(expected);
  }

  @Test
  @Timeout(30)
  void many_readers_and_a_writer_hear_of_each_change_once() throws Exception {
    SecretPath path = SecretPath.of("a");
    store.write("a", "0");
    CachingSecretStore threaded = threaded();
    threaded.get(path);
    List<SecretChange> heard = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    threaded.onChange(path, heard::add);
    List<Future<?>> readers = new ArrayList<>();
    for (int reader = 0; reader < 4; reader++) {
      readers.add(
          pool.submit(
              () -> {
                while (!done.get()) {
                  threaded.refresh(path);
                }
              }));
    }
    for (int i = 1; i <= 50; i++) {
      store.write("a", "" + i);
      threaded.refresh(path);
    }
    done.set(true);
    for (Future<?> reader : readers) {
      reader.get();
    }
    while (heard.size() < 50) {
      Thread.onSpinWait(); // the last may still be told by the thread that read it
    }
    pool.shutdown();

    assertThat(heard).hasSize(50);
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).before().id()).isEqualTo(heard.get(i - 1).after().id());
    }
  }

  @Test
  void one_listing_finds_what_changed() {
    Instant before = clock.instant().minus(Duration.ofHours(1));
    List<SecretPath> paths = IntStream.range(0, 10).mapToObj(i -> SecretPath.of("s" + i)).toList();
    paths.forEach(path -> store.write(path.value(), "old", before));
    cache.prefetch(paths);
    cache.detectChanges();
    store.calls.clear();
    store.write("s3", "new", clock.instant());

    cache.detectChanges();

    assertThat(store.calls).containsExactly(List.of("list"), List.of("s3"));
    assertThat(read("s3")).isEqualTo("new");
  }

  @Test
  void secrets_are_fetched_ahead_by_prefix_and_tags() {
    put("app/one", Map.of("team", "data"));
    put("app/two", Map.of("team", "web"));
    put("other", Map.of("team", "data"));

    cache.prefetch("app/", Map.of("team", "data"));

    assertThat(store.calls).containsExactly(List.of("list"), List.of("app/one"));
  }

  @Test
  void one_bad_secret_of_many_does_not_spoil_the_others() {
    store.write("a", "v");
    store.write("b", "v");
    store.fail("b", new AccessDeniedException("no"));

    cache.prefetch(List.of(SecretPath.of("a"), SecretPath.of("b"), SecretPath.of("c")));
    store.calls.clear();

    assertThat(read("a")).isEqualTo("v");
    assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> read("b"));
    assertThatExceptionOfType(SecretNotFoundException.class).isThrownBy(() -> read("c"));
    assertThat(store.calls).isEmpty();
  }

  @Test
  void a_hit_allocates_nothing() throws JMException {
    store.write("a", "v");
    SecretPath path = SecretPath.of("a");
    IntStream.range(0, 10_000).forEach(time -> cache.get(path));

    long before = allocated();
    for (int time = 0; time < 100_000; time++) {
      cache.get(path);
    }
    long allocated = allocated() - before;

    assertThat(allocated).isLessThan(100_000);
  }

  @Test
  void closing_wipes_what_was_given_out() {
    store.write("a", "v");
    CachedSecret held = cache.get(SecretPath.of("a"));

    cache.close();

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> text(held));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> read("a"));
  }

  /** What this thread has allocated; asking costs some hundred bytes itself. */
  private static long allocated() throws JMException {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                "getThreadAllocatedBytes",
                new Object[] {Thread.currentThread().getId()},
                new String[] {"long"});
  }

  private void put(String path, Map<String, String> tags) {
    try (SecretValue value = SecretValue.ofText("v")) {
      store.put(
          SecretPath.of(path),
          value,
          WriteCondition.any(),
          new SecretNotes(Optional.empty(), Optional.empty(), tags));
    }
  }

  private String read(String path) {
    return text(cache, path);
  }

  private static String text(CachingSecretStore from, String path) {
    return text(from.get(SecretPath.of(path)));
  }

  private static String text(CachedSecret secret) {
    return secret.use(bytes -> new String(bytes, UTF_8));
  }

  private CachingSecretStore threaded() {
    return keep(CachingSecretStore.builder(store).policy(POLICY).clock(clock).open());
  }

  /** Reads only when the test runs what is in {@link #background}. */
  private CachingSecretStore lazy() {
    return keep(
        CachingSecretStore.builder(store)
            .policy(POLICY)
            .clock(clock)
            .executor(background::add)
            .open());
  }

  private CachingSecretStore keep(CachingSecretStore other) {
    others.add(other);
    return other;
  }

  /** Runs {@code reader} beside the readings that it waits for. */
  private void runAll(Runnable reader) {
    Thread waiting = new Thread(reader);
    waiting.start();
    while (waiting.isAlive()) {
      Runnable next = background.poll();
      if (next != null) {
        next.run();
      }
      Thread.onSpinWait();
    }
  }

  private static List<Future<String>> startReaders(CachingSecretStore from, int count, String path)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(count);
    CountDownLatch started = new CountDownLatch(count);
    List<Future<String>> readers = new ArrayList<>();
    for (int reader = 0; reader < count; reader++) {
      readers.add(
          pool.submit(
              () -> {
                started.countDown();
                return text(from, path);
              }));
    }
    started.await();
    pool.shutdown();
    return readers;
  }

  private void awaitCalls(int count) {
    while (store.calls.size() < count) {
      Thread.onSpinWait();
    }
  }

  private static void awaitMisses(CachingSecretStore from, long count) {
    while (from.metrics().misses() < count) {
      Thread.onSpinWait();
    }
  }
}
