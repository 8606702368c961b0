package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpoolTest {

  private static final int MEMORY = 16_384;
  private static final SecureRandom RANDOM = new SecureRandom();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 16_383, 16_384, 16_385, 100_000})
  void content_of_any_size_can_be_read_again_and_again(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);

    try (Spool spool = Spool.of(new ByteArrayInputStream(content), MEMORY, RANDOM)) {
      for (int pass = 0; pass < 3; pass++) {
        try (InputStream in = spool.open()) {
          assertThat(in.readAllBytes()).isEqualTo(content);
        }
      }
    }
  }

  @Test
  void a_reader_may_stop_early() throws IOException {
    byte[] content = new byte[100_000];
    Arrays.fill(content, (byte) 7);

    try (Spool spool = Spool.of(new ByteArrayInputStream(content), MEMORY, RANDOM)) {
      try (InputStream in = spool.open()) {
        assertThat(in.readNBytes(10)).containsOnly(7);
      }
      try (InputStream in = spool.open()) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void a_spill_file_does_not_hold_the_plaintext() throws IOException {
    byte[] plaintext = "canary-canary-canary".getBytes(StandardCharsets.US_ASCII);

    try (SpillFile file = SpillFile.create(RANDOM)) {
      try (OutputStream out = file.output()) {
        out.write(plaintext);
        ByteBuffer onDisk = ByteBuffer.allocate(100);
        file.channel.read(onDisk, 0);
        assertThat(onDisk.position()).isEqualTo(plaintext.length);
        assertThat(new String(onDisk.array(), StandardCharsets.ISO_8859_1))
            .doesNotContain("canary");
      }
    }
  }

  @Test
  void no_file_stays_behind_when_the_stream_fails() throws IOException {
    long before = spillFiles();
    InputStream failing =
        new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new Unplugged());

    assertThatThrownBy(() -> Spool.of(failing, MEMORY, RANDOM)).hasMessage("unplugged");

    assertThat(spillFiles()).isEqualTo(before);
  }

  @Test
  void what_is_longer_than_any_blob_is_refused_before_it_fills_the_disk() throws IOException {
    long before = spillFiles();

    assertThatThrownBy(() -> Spool.of(new Endless(), MEMORY, 1_000_000, RANDOM))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("4 GiB");

    assertThat(spillFiles()).isEqualTo(before);
  }

  private static final class Endless extends InputStream {

    @Override
    public int read() {
      return 0;
    }
  }

  /** Fails at once; the inherited bulk read would hide a failure and be asked again. */
  private static final class Unplugged extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("unplugged");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw new IOException("unplugged");
    }
  }

  private static long spillFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("secrets\\d+\\.tmp"))
          .count();
    }
  }
}
