package benchmarks;

import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.vault.AnsibleVault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
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

/** The codec on one thread and without a file: a derivation, and megabytes in and out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    // Else the blocks of one key are derived by several threads.
    jvmArgsAppend = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class VaultCodec {

  private static final int MEGABYTES = 16;

  private final byte[] plaintext = new byte[MEGABYTES * 1_000_000];
  private SecretCodec codec;
  private byte[] envelope;

  @Setup
  public void seal() throws IOException {
    new Random(1).nextBytes(plaintext);
    codec =
        new AnsibleVault()
            .create(
                BackendContext.builder()
                    .keys(request -> List.of(SecretValue.ofText("correct horse")))
                    .build());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.encode(ByteSource.of(plaintext), out);
    envelope = out.toByteArray();
  }

  /** One value under a fresh salt: next to nothing but the derivation of its keys. */
  @Benchmark
  public void derivation() throws IOException {
    codec.encode(ByteSource.of(new byte[1]), OutputStream.nullOutputStream());
  }

  /** Two passes, since the authenticator stands before the ciphertext. */
  @Benchmark
  public void encode() throws IOException {
    codec.encode(ByteSource.of(plaintext), OutputStream.nullOutputStream());
  }

  /** Two passes, since nothing is released before all of it is verified. */
  @Benchmark
  public void decode() throws IOException {
    codec.decode(ByteSource.of(envelope), OutputStream.nullOutputStream());
  }

  @TearDown
  public void close() {
    codec.close();
  }
}
