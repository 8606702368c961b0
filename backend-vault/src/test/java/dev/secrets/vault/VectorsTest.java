package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Envelopes that the real tool was shown, with its answer; see make-vectors.sh. */
final class VectorsTest {

  /** What each expectation means to us: the type of the error and words in its message. */
  private record Refusal(Class<? extends Exception> type, String words) {}

  private static final Map<String, Refusal> REFUSALS =
      Map.of(
          "decryption failed", new Refusal(DecryptionFailedException.class, "wrong key, or"),
          "malformed", new Refusal(MalformedEnvelopeException.class, "malformed ansible-vault"),
          "unsupported cipher", new Refusal(MalformedEnvelopeException.class, "vault cipher"),
          "unsupported version", new Refusal(MalformedEnvelopeException.class, "version 1.0"),
          "not an envelope", new Refusal(MalformedEnvelopeException.class, "not an ansible-vault"));

  /** One file: header lines, a blank line, the bytes. */
  private record Vector(Path file) {

    String header(String name) {
      return head()
          .lines()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElseThrow();
    }

    byte[] envelope() {
      byte[] all = read();
      return Arrays.copyOfRange(all, head().length() + 2, all.length);
    }

    private String head() {
      String all = new String(read(), StandardCharsets.ISO_8859_1);
      return all.substring(0, all.indexOf("\n\n"));
    }

    private byte[] read() {
      try {
        return Files.readAllBytes(file);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public String toString() {
      return file.getFileName().toString();
    }
  }

  static Stream<Vector> vectors() throws IOException, URISyntaxException {
    Path folder = Path.of(VectorsTest.class.getResource("/vectors/ansible-vault").toURI());
    return Files.list(folder).sorted().map(Vector::new);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void a_vector_gets_the_answer_of_the_real_tool(Vector vector) throws Exception {
    byte[] password = HexFormat.of().parseHex(vector.header("password-hex"));
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    try (SecretCodec codec = new AnsibleVault().create(Vaults.contextWith(password))) {
      Throwable answer =
          catchThrowable(() -> codec.decode(ByteSource.of(vector.envelope()), released));

      if (vector.header("expect").equals("success")) {
        assertThat(answer).isNull();
        assertThat(sha256(released.toByteArray())).isEqualTo(vector.header("plaintext-sha256"));
      } else {
        Refusal refusal = REFUSALS.get(vector.header("expect"));
        assertThat(answer).isInstanceOf(refusal.type()).hasMessageContaining(refusal.words());
        assertThat(released.toByteArray()).isEmpty();
      }
    }
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
