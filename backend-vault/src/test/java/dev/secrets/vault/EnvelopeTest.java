package dev.secrets.vault;

import static dev.secrets.vault.Vaults.bytes;
import static dev.secrets.vault.Vaults.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.MalformedEnvelopeException;
import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopeTest {

  private static final BackendContext CONTEXT = Vaults.contextWith("password");

  @Property(tries = 50)
  void decode_inverts_encode(@ForAll byte[] plaintext) {
    assertThat(Vaults.decode(CONTEXT, Vaults.encode(CONTEXT, plaintext))).isEqualTo(plaintext);
  }

  @Property(tries = 25)
  void a_password_can_be_any_bytes(@ForAll @Size(min = 1, max = 200) byte[] password) {
    byte[] visible = Arrays.copyOf(password, password.length + 1);
    visible[password.length] = 'x';
    BackendContext context = Vaults.contextWith(visible);

    assertThat(text(Vaults.decode(context, Vaults.encode(context, bytes("a: b\n")))))
        .isEqualTo("a: b\n");
  }

  @Property(tries = 25)
  void what_is_written_is_a_header_and_lines_of_eighty_hex_digits(@ForAll byte[] plaintext) {
    String[] lines = text(Vaults.encode(CONTEXT, plaintext)).split("\n", -1);

    assertThat(lines[0]).isEqualTo("$ANSIBLE_VAULT;1.1;AES256");
    assertThat(lines[lines.length - 1]).isEmpty();
    assertThat(lines[lines.length - 2]).matches("[0-9a-f]{1,80}");
    assertThat(Arrays.copyOfRange(lines, 1, lines.length - 2))
        .allMatch(l -> l.matches("[0-9a-f]{80}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a", "ff", "02", "00", "11", "0210", "10000000000000000000000000000010"})
  void padding_that_is_no_pkcs7_is_malformed_though_authentic(String lastBytes) throws Exception {
    byte[] block = new byte[16];
    byte[] last = HexFormat.of().parseHex(lastBytes);
    System.arraycopy(last, 0, block, block.length - last.length, last.length);

    assertThatThrownBy(() -> Vaults.decode(CONTEXT, sealedByHand(block, new byte[8])))
        .isInstanceOf(MalformedEnvelopeException.class)
        .hasMessageContaining("padding");
  }

  @Test
  void ciphertext_that_is_no_whole_blocks_is_malformed_though_authentic() {
    assertThatThrownBy(() -> Vaults.decode(CONTEXT, sealedByHand(new byte[15], new byte[8])))
        .isInstanceOf(MalformedEnvelopeException.class);
  }

  @Test
  void no_ciphertext_is_malformed_though_authentic() {
    assertThatThrownBy(() -> Vaults.decode(CONTEXT, sealedByHand(new byte[0], new byte[8])))
        .isInstanceOf(MalformedEnvelopeException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 32, 100})
  void a_salt_of_any_length_is_read_and_digits_in_either_case(int length) throws Exception {
    byte[] block = new byte[16];
    Arrays.fill(block, (byte) 15);
    block[0] = 'x';
    String inner = inner(block, new byte[length]).toUpperCase(Locale.ROOT);
    byte[] envelope = bytes("$ANSIBLE_VAULT;1.1;AES256\n" + hex(inner).toUpperCase(Locale.ROOT));

    assertThat(text(Vaults.decode(CONTEXT, envelope))).isEqualTo("x");
  }

  @Test
  void an_empty_salt_is_read_because_the_real_tool_reads_it() throws Exception {
    byte[] block = new byte[16];
    Arrays.fill(block, (byte) 16);

    assertThat(Vaults.decode(CONTEXT, sealedByHand(block, new byte[0]))).isEmpty();
  }

  @Test
  void a_header_without_end_is_refused_without_reading_all_of_it() {
    ByteSource endless =
        () ->
            new InputStream() {
              private final InputStream magic = new ByteArrayInputStream(bytes("$ANSIBLE_VAULT"));

              @Override
              public int read() throws java.io.IOException {
                int next = magic.read();
                return next < 0 ? ' ' : next;
              }
            };

    try (SecretCodec codec = new AnsibleVault().create(CONTEXT)) {
      assertThatThrownBy(() -> codec.decode(endless, OutputStream.nullOutputStream()))
          .isInstanceOf(MalformedEnvelopeException.class)
          .hasMessageContaining("header does not end");
    }
  }

  @Test
  void a_plaintext_that_changes_between_the_passes_is_told() {
    AtomicInteger pass = new AtomicInteger();
    ByteSource changing =
        () -> new ByteArrayInputStream(new byte[] {(byte) pass.incrementAndGet()});

    try (SecretCodec codec = new AnsibleVault().create(CONTEXT)) {
      assertThatThrownBy(() -> codec.encode(changing, OutputStream.nullOutputStream()))
          .isInstanceOf(StorageException.class)
          .hasMessage("the plaintext changed while it was being encrypted");
    }
  }

  @Test
  void the_place_of_a_misplaced_character_is_told_without_the_character() {
    byte[] envelope = bytes("$ANSIBLE_VAULT;1.1;AES256\r\n3030\r\n30Z0\r\n");

    assertThatThrownBy(() -> Vaults.decode(CONTEXT, envelope))
        .hasMessage(
            "malformed ansible-vault envelope: line 3 holds a character that is not a hex digit");
  }

  @Test
  void two_envelopes_of_one_plaintext_differ() {
    assertThat(Vaults.encode(CONTEXT, bytes("x"))).isNotEqualTo(Vaults.encode(CONTEXT, bytes("x")));
  }

  /** An envelope with the right authenticator around any padded plaintext. */
  private static byte[] sealedByHand(byte[] padded, byte[] salt) throws GeneralSecurityException {
    return bytes("$ANSIBLE_VAULT;1.1;AES256\n" + hex(inner(padded, salt)) + "\n");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(bytes(text));
  }

  private static String inner(byte[] padded, byte[] salt) throws GeneralSecurityException {
    try (KeyCache cache = new KeyCache();
        VaultSecret secret =
            new VaultSecret(
                "default",
                VaultSecret.Origin.CALL,
                dev.secrets.SecretValue.copyOf(bytes("password")))) {
      byte[] ciphertext = new VaultKey(cache, secret, salt).cipher().doFinal(padded);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Pbkdf2.block(bytes("password"), salt, 2), "HmacSHA256"));
      HexFormat hex = HexFormat.of();
      return hex.formatHex(salt)
          + "\n"
          + hex.formatHex(mac.doFinal(ciphertext))
          + "\n"
          + hex.formatHex(ciphertext);
    }
  }
}
