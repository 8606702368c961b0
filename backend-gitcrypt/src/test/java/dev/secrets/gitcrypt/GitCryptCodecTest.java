package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitCryptCodecTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "'', 004749544352595054005f6a7f22f3a5763ad9408faf",
    "61, 004749544352595054000623846ad8d8dd870d31006008",
    "68656c6c6f20776f726c640a,"
        + "00474954435259505400b86afcf10bea90446968a2fe797801037ffa640e099904fe",
    "004749544352595054005f6a7f22f3a5763ad9408faf,"
        + "004749544352595054007e0bc6dcbada21067b069e36"
        + "89cce0b17a64d6bfdd675b675fb64e0fc8fddabef2ea"
  })
  void encode_and_decode_agree_with_git_crypt(String plaintext, String blob) throws IOException {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));

    assertThat(HEX.formatHex(encode(codec, HEX.parseHex(plaintext)))).isEqualTo(blob);
    assertThat(HEX.formatHex(decode(codec, HEX.parseHex(blob)))).isEqualTo(plaintext);
  }

  @Test
  void a_million_zeros_are_encoded_as_git_crypt_does() throws Exception {
    byte[] blob = encode(codec(Keys.counting(KeyName.DEFAULT)), new byte[1_000_000]);

    assertThat(HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(blob)))
        .isEqualTo("5f1127cc477a68d6860480f6d521f0bf714fe2452b1f511fe2f0d0e80ff70421");
  }

  @Property
  void decode_restores_what_was_encoded(
      @ForAll byte[] plaintext, @ForAll @IntRange(min = 1, max = 5000) int chunk)
      throws IOException {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));
    byte[] blob = encode(codec, plaintext);

    assertThat(blob).hasSize(22 + plaintext.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.decode(() -> new Trickle(blob, chunk), out);
    assertThat(out.toByteArray()).isEqualTo(plaintext);
  }

  @Property
  void every_altered_bit_is_refused_and_nothing_released(
      @ForAll byte[] plaintext, @ForAll @IntRange(min = 0, max = 1 << 20) int where)
      throws IOException {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));
    byte[] blob = encode(codec, plaintext);
    int bit = BlobHeader.MAGIC_LENGTH * 8 + where % ((blob.length - 10) * 8);
    blob[bit / 8] ^= (byte) (1 << (bit % 8));

    ByteArrayOutputStream released = new ByteArrayOutputStream();
    assertThatThrownBy(() -> codec.decode(ByteSource.of(blob), released))
        .isInstanceOf(DecryptionFailedException.class);
    assertThat(released.size()).isZero();
  }

  @Property
  void every_truncation_is_refused_and_nothing_released(
      @ForAll byte[] plaintext, @ForAll @IntRange(min = 0, max = 1 << 20) int where)
      throws IOException {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));
    byte[] blob = encode(codec, plaintext);
    byte[] cut = Arrays.copyOf(blob, where % blob.length);

    ByteArrayOutputStream released = new ByteArrayOutputStream();
    assertThatThrownBy(() -> codec.decode(ByteSource.of(cut), released))
        .isInstanceOfAny(DecryptionFailedException.class, MalformedEnvelopeException.class);
    assertThat(released.size()).isZero();
  }

  @Property
  void any_bytes_are_decoded_or_refused(@ForAll byte[] bytes) {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));

    assertThatThrownBy(() -> decode(codec, bytes)).isInstanceOf(MalformedEnvelopeException.class);
  }

  @Test
  void bytes_without_the_magic_are_no_envelope() {
    assertThatThrownBy(() -> decode(codec(), "plain".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedEnvelopeException.class)
        .hasMessage("not encrypted with git-crypt");
  }

  @Test
  void a_blob_that_ends_within_its_header_is_malformed() throws IOException {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));
    byte[] blob = encode(codec, new byte[0]);

    for (int length = 10; length < 22; length++) {
      byte[] cut = Arrays.copyOf(blob, length);
      assertThatThrownBy(() -> decode(codec, cut))
          .isInstanceOf(MalformedEnvelopeException.class)
          .hasMessage("malformed git-crypt blob: it ends within its header");
    }
  }

  @Test
  void a_wrong_key_and_altered_bytes_are_one_message_that_names_both_and_the_keys()
      throws IOException {
    byte[] blob = encode(codec(Keys.counting(KeyName.DEFAULT)), new byte[3]);

    assertThatThrownBy(() -> decode(codec(Keys.file("default", 1), Keys.file("ops", 2)), blob))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage(
            "cannot decrypt (git-crypt, tried 'default', 'ops'): wrong key, or the file was"
                + " altered");
  }

  @Test
  void without_a_key_both_directions_say_how_to_get_one() throws IOException {
    byte[] blob = encode(codec(Keys.counting(KeyName.DEFAULT)), new byte[3]);

    for (ThrowingCall call :
        List.<ThrowingCall>of(() -> decode(codec(), blob), () -> encode(codec(), blob))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(DecryptionFailedException.class)
          .hasMessage("no git-crypt key at hand")
          .extracting(error -> String.join("\n", ((DecryptionFailedException) error).hints()))
          .asString()
          .contains("unlock", "--key-file", "SECRETS_GIT_CRYPT_KEY_FILE");
    }
  }

  @Test
  void decode_finds_the_key_that_fits_whatever_its_name_and_version() throws IOException {
    byte[] blob = encode(codec(Keys.file("default", 5)), new byte[] {1});
    KeyFile twoVersions =
        new KeyFile(new KeyName("old"), List.of(Keys.entry(1, 9), Keys.entry(0, 5)));

    assertThat(decode(codec(Keys.file("default", 1), twoVersions), blob)).containsExactly(1);
  }

  @Test
  void encode_takes_the_highest_version_of_the_default_key() throws IOException {
    KeyFile twoVersions = new KeyFile(KeyName.DEFAULT, List.of(Keys.entry(0, 5), Keys.entry(1, 9)));

    byte[] blob = encode(codec(Keys.file("ops", 1), twoVersions), new byte[] {1});

    assertThat(blob).isEqualTo(encode(codec(Keys.file("default", 9)), new byte[] {1}));
  }

  @Test
  void encode_takes_the_key_that_was_named() throws IOException {
    SecretCodec codec = codecNaming("ops", Keys.file("default", 1), Keys.file("ops", 2));

    assertThat(encode(codec, new byte[] {1}))
        .isEqualTo(encode(codec(Keys.file("default", 2)), new byte[] {1}));
  }

  @Test
  void encode_does_not_take_another_key_for_a_missing_one() {
    assertThatThrownBy(() -> encode(codec(Keys.file("ops", 2)), new byte[] {1}))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage("no git-crypt key 'default' at hand, only 'ops'");
  }

  @Test
  void an_illegal_key_name_is_refused() {
    assertThatThrownBy(() -> encode(codecNaming("../x", Keys.file("ops", 2)), new byte[] {1}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("illegal git-crypt key name");
  }

  @Test
  void encodeLike_takes_the_key_that_opens_the_previous_blob() throws IOException {
    byte[] previous = encode(codec(Keys.file("default", 2)), new byte[] {1});
    SecretCodec codec = codec(Keys.file("default", 1), Keys.file("ops", 2));

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.encodeLike(ByteSource.of(previous), ByteSource.of(new byte[] {7}), out);

    assertThat(out.toByteArray()).isEqualTo(encode(codec(Keys.file("default", 2)), new byte[] {7}));
  }

  @Test
  void a_source_that_changes_between_the_passes_is_told() {
    AtomicInteger opened = new AtomicInteger();
    ByteSource changing =
        () -> new ByteArrayInputStream(new byte[] {(byte) opened.getAndIncrement()});

    assertThatThrownBy(
            () ->
                codec(Keys.counting(KeyName.DEFAULT))
                    .encode(changing, OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("the source changed while it was read");
  }

  @Test
  void four_gibibytes_are_refused_before_a_byte_is_written() {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();

    assertThatThrownBy(
            () -> codec(Keys.counting(KeyName.DEFAULT)).encode(() -> new Zeros(1L << 32), blob))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("too long for git-crypt, which takes less than 4 GiB");
    assertThat(blob.size()).isZero();
  }

  @Test
  void neither_direction_closes_the_stream_it_is_given() throws IOException {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));
    Closing out = new Closing();

    codec.encode(ByteSource.of(new byte[5000]), out);
    codec.decode(ByteSource.of(out.toByteArray()), out);

    assertThat(out.closed).isFalse();
  }

  @Test
  void a_closed_codec_is_not_used_again() {
    SecretCodec codec = codec(Keys.counting(KeyName.DEFAULT));
    codec.close();
    codec.close();

    assertThatThrownBy(() -> encode(codec, new byte[1])).isInstanceOf(IllegalStateException.class);
  }

  private static SecretCodec codec(KeyFile... keys) {
    return new GitCrypt().create(Keys.context(keys).build());
  }

  private static SecretCodec codecNaming(String name, KeyFile... keys) {
    return new GitCrypt()
        .create(Keys.context(keys).options(Map.of("key-name", List.of(name))).build());
  }

  private static byte[] encode(SecretCodec codec, byte[] plaintext) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.encode(ByteSource.of(plaintext), out);
    return out.toByteArray();
  }

  private static byte[] decode(SecretCodec codec, byte[] blob) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.decode(ByteSource.of(blob), out);
    return out.toByteArray();
  }

  private interface ThrowingCall {
    void run() throws IOException;
  }

  /** Hands out a few bytes at a time, as a pipe does. */
  private static final class Trickle extends ByteArrayInputStream {
    private final int most;

    Trickle(byte[] bytes, int most) {
      super(bytes);
      this.most = most;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, most));
    }
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, left);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  private static final class Closing extends ByteArrayOutputStream {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }
}
