package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.spi.BackendContext;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes that the real tool was seen to write or to accept. */
final class KnownAnswersTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final String PASSWORD = "correct horse";
  private static final byte[] COUNTING =
      HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

  private static final String ENVELOPE =
      """
      $ANSIBLE_VAULT;1.1;AES256
      30303031303230333034303530363037303830393061306230633064306530663130313131323133
      3134313531363137313831393161316231633164316531660a353732343331616366366464323063
      32356431363664383561633632353035383061626439376533373538376536393137323339363134
      3234613636343638340a613366363739363462313336653932393266383634663235643361613165
      3566
      """;

  private static final String ENVELOPE_WITH_SHORT_SALT =
      """
      $ANSIBLE_VAULT;1.1;AES256
      33303331333233333334333533363337333833393631363236333634363536360a39336430623366
      66323631363661353932613239623131376531303236306336366532313036656263333939326130
      32313631326361646462396538306439650a66616436663734323533366534333431316634386263
      62616663303565373566
      """;

  @Test
  void the_key_derivation_gives_the_known_blocks() {
    byte[] password = Vaults.bytes(PASSWORD);

    assertThat(HEX.formatHex(Pbkdf2.block(password, COUNTING, 1)))
        .isEqualTo("2aaf07f4784f63a278ed37cf759d4595412c3ca0ffe44a8a05ce440eed65efed");
    assertThat(HEX.formatHex(Pbkdf2.block(password, COUNTING, 2)))
        .isEqualTo("c0dc0ec7ae5a0140caf9d4e8944c8531c8e9810a70ce2583aa2e19936948807e");
    assertThat(HEX.formatHex(Pbkdf2.block(password, COUNTING, 3)))
        .startsWith("398e1e4c902e99d13fd51742f845f78f");
  }

  @Test
  void a_known_envelope_opens() {
    byte[] plaintext = Vaults.decode(Vaults.contextWith(PASSWORD), Vaults.bytes(ENVELOPE));

    assertThat(Vaults.text(plaintext)).isEqualTo("hello: world\n");
  }

  @Test
  void a_salt_of_another_length_opens() {
    byte[] plaintext =
        Vaults.decode(Vaults.contextWith(PASSWORD), Vaults.bytes(ENVELOPE_WITH_SHORT_SALT));

    assertThat(Vaults.text(plaintext)).isEqualTo("hello: world\n");
  }

  @Test
  void the_same_salt_gives_the_same_bytes() {
    BackendContext context =
        Vaults.contextWith(PASSWORD).toBuilder().random(new SaltInOrder()).build();

    byte[] envelope = Vaults.encode(context, Vaults.bytes("hello: world\n"));

    assertThat(Vaults.text(envelope)).isEqualTo(ENVELOPE);
  }

  private static final class SaltInOrder extends SecureRandom {

    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(Arrays.copyOf(COUNTING, bytes.length), 0, bytes, 0, bytes.length);
    }
  }
}
