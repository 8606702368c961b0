package benchmarks;

import com.amazonaws.secretsmanager.caching.SecretCache;
import dev.secrets.SecretPath;
import dev.secrets.aws.AwsSecretsManager;
import dev.secrets.cache.CachedSecret;
import dev.secrets.cache.CachingSecretStore;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.StoreConfig;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A hit, in our cache and in that of AWS, in many short slices, of which the best counts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 50, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class CachedGet {

  private static final SecretPath PATH = SecretPath.of("prod/db");

  private FakeSecretsManager fake;
  private CachingSecretStore ours;
  private SecretCache theirs;

  @Setup
  public void fill() {
    fake = FakeSecretsManager.start();
    fake.add(PATH.value(), "{\"user\":\"app\",\"password\":\"swordfish\"}");
    BackendContext context = BackendContext.builder().environment(fake.environment()).build();
    ours =
        CachingSecretStore.builder(new AwsSecretsManager().open(StoreConfig.of("aws"), context))
            .open();
    theirs = new SecretCache(Clients.of(fake));
    ours.get(PATH);
    theirs.getSecretString(PATH.value());
  }

  @TearDown
  public void close() {
    ours.close();
    theirs.close();
    fake.close();
  }

  @Benchmark
  public CachedSecret ours() {
    return ours.get(PATH);
  }

  @Benchmark
  public String theirs() {
    return theirs.getSecretString(PATH.value());
  }
}
