package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample project: its ansible.cfg lies in deploy, one password is labelled. */
final class SampleTest {

  private final Path sample = sample();
  private final BackendContext context = BackendContext.builder().directory(sample).build();

  @ParameterizedTest
  @CsvSource({
    "deploy/vars/prod.yml, expected/prod.yml",
    "deploy/vars/payments.yml, expected/payments.yml",
    "deploy/files/.env.prod, expected/.env.prod",
    "broken/vault-crlf.yml, expected/prod.yml"
  })
  void a_file_decrypts_byte_for_byte(String envelope, String plaintext) throws IOException {
    assertThat(Vaults.decode(context, read(envelope))).isEqualTo(read(plaintext));
  }

  @Test
  void inline_values_decrypt_as_they_stand_in_the_document() throws IOException {
    String document = Files.readString(sample.resolve("deploy/vars/qa.yml"));

    List<String> values =
        Pattern.compile("!vault \\|\\n((?: +[$0-9a-f].*\\n)+)")
            .matcher(document)
            .results()
            .map(SampleTest::withoutIndentation)
            .map(envelope -> Vaults.text(Vaults.decode(context, Vaults.bytes(envelope))))
            .toList();

    assertThat(values).hasSize(4);
    assertThat(values.get(0)).isEqualTo("crk-FAKE-qa-0003");
    assertThat(values).contains("qa-FAKE-gateway-token", "line one\nline two\n");
  }

  @Test
  void an_altered_file_is_told_as_a_wrong_key_or_altered_data() throws IOException {
    byte[] envelope = read("broken/vault-tampered.yml");

    assertThatThrownBy(() -> Vaults.decode(context, envelope))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage("cannot decrypt (ansible-vault 1.1): wrong key, or the data was altered");
  }

  @Test
  void a_truncated_file_is_told_as_cut_short() throws IOException {
    byte[] envelope = read("broken/vault-truncated.yml");

    assertThatThrownBy(() -> Vaults.decode(context, envelope))
        .isInstanceOf(MalformedEnvelopeException.class)
        .hasMessage("malformed ansible-vault envelope: it is cut short");
  }

  private byte[] read(String file) throws IOException {
    return Files.readAllBytes(sample.resolve(file));
  }

  private static String withoutIndentation(MatchResult scalar) {
    return scalar.group(1).replaceAll("(?m)^ +", "");
  }

  private static Path sample() {
    try {
      return Path.of(SampleTest.class.getResource("/sample").toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
