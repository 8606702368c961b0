package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command in a heap that is a fraction of what it works on. */
class LargeFileIT {

  /** Its envelope has 210 million bytes. */
  private static final int SIZE = 52_000_000;

  @TempDir private Path directory;

  @BeforeEach
  void large() throws IOException {
    Files.writeString(directory.resolve("pass"), "secret\n");
    byte[] piece = new byte[1 << 16];
    Random random = new Random(3);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(directory.resolve("large")))) {
      for (int rest = SIZE; rest > 0; rest -= piece.length) {
        random.nextBytes(piece);
        out.write(piece, 0, Math.min(rest, piece.length));
      }
    }
  }

  @Test
  void a_large_file_is_encrypted_and_decrypted_in_a_small_heap() throws IOException {
    run("ansible-vault", "encrypt", "--output", "sealed", "large");
    run("ansible-vault", "decrypt", "--output", "opened", "sealed");

    assertThat(directory.resolve("sealed")).isRegularFile();
    assertThat(Files.size(directory.resolve("sealed"))).isGreaterThan(200_000_000);
    assertThat(Files.mismatch(directory.resolve("large"), directory.resolve("opened")))
        .isEqualTo(-1);
  }

  private void run(String command, String action, String... arguments) {
    PeerCommand secrets =
        Packaged.secrets(directory, Map.of("JAVA_TOOL_OPTIONS", "-Xmx48m"))
            .prefixed(command, action, "--vault-password-file", "pass");
    secrets.run(arguments).expectSuccess();
  }
}
