package benchmarks;

import com.amazonaws.secretsmanager.caching.SecretCache;
import dev.secrets.Secret;
import dev.secrets.SecretPath;
import dev.secrets.VersionSelector;
import dev.secrets.aws.AwsSecretsManager;
import dev.secrets.cache.CachingSecretStore;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What misses cost: calls, and the time of a hundred secrets. Prints lines of Markdown. */
final class Calls {

  private static final int SECRETS = 100;
  private static final int ROUNDS = 15;

  private Calls() {}

  public static void main(String[] arguments) throws Exception {
    try (FakeSecretsManager fake = FakeSecretsManager.start()) {
      IntStream.range(0, SECRETS).forEach(i -> fake.add("s" + i, "value " + i));
      misses(fake);
      concurrentMisses(fake, 16);
      hundred(fake);
    }
  }

  private static void misses(FakeSecretsManager fake) {
    fake.forgetCalls();
    try (CachingSecretStore ours = cache(fake)) {
      ours.get(SecretPath.of("s0"));
    }
    int own = fake.calls().size();
    fake.forgetCalls();
    try (SecretCache theirs = new SecretCache(Clients.of(fake))) {
      theirs.getSecretString("s0");
    }
    System.out.printf("| a miss | calls | %d | %d | 1 |%n", own, fake.calls().size());
  }

  private static void concurrentMisses(FakeSecretsManager fake, int readers) throws Exception {
    fake.forgetCalls();
    try (CachingSecretStore ours = cache(fake)) {
      all(readers, () -> ours.get(SecretPath.of("s0")));
    }
    int own = fake.calls().size();
    fake.forgetCalls();
    try (SecretCache theirs = new SecretCache(Clients.of(fake))) {
      all(readers, () -> theirs.getSecretString("s0"));
    }
    System.out.printf(
        "| %d misses of one secret at once | calls | %d | %d | 1 |%n",
        readers, own, fake.calls().size());
  }

  private static void all(int readers, Runnable reader) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(readers);
    List<Future<?>> running = new ArrayList<>();
    IntStream.range(0, readers).forEach(i -> running.add(pool.submit(reader)));
    for (Future<?> one : running) {
      one.get();
    }
    pool.shutdown();
  }

  /** Both with one client that is warm; the rounds of both take turns. */
  private static void hundred(FakeSecretsManager fake) {
    List<SecretPath> paths =
        IntStream.range(0, SECRETS).mapToObj(i -> SecretPath.of("s" + i)).toList();
    long[] together = new long[ROUNDS];
    long[] alone = new long[ROUNDS];
    int calls = 0;
    try (SecretStore store = store(fake)) {
      for (int round = -5; round < ROUNDS; round++) {
        fake.forgetCalls();
        long start = System.nanoTime();
        store.findAll(paths).values().forEach(Secret::close);
        long middle = System.nanoTime();
        calls = fake.calls().size();
        paths.forEach(path -> store.find(path, VersionSelector.current()).orElseThrow().close());
        if (round >= 0) {
          together[round] = middle - start;
          alone[round] = System.nanoTime() - middle;
        }
      }
    }
    Arrays.sort(together);
    Arrays.sort(alone);
    double ratio = (double) together[ROUNDS / 2] / alone[ROUNDS / 2];
    System.out.printf("| 100 secrets cold | calls | %d | 100 | 5 |%n", calls);
    System.out.printf(
        "| 100 secrets cold | median ms, and part of one by one | %.1f (%.2f) | %.1f | ≤ 0.20 |%n",
        together[ROUNDS / 2] / 1e6, ratio, alone[ROUNDS / 2] / 1e6);
  }

  private static CachingSecretStore cache(FakeSecretsManager fake) {
    return CachingSecretStore.builder(store(fake)).open();
  }

  private static SecretStore store(FakeSecretsManager fake) {
    BackendContext context = BackendContext.builder().environment(fake.environment()).build();
    return new AwsSecretsManager().open(StoreConfig.of("aws"), context);
  }
}
