package dev.secrets.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SpiLevel;
import dev.secrets.testkit.CodecFixture.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The laws of {@link SecretCodec} and {@link SecretCodecProvider} as tests. A backend extends this
 * class, says in {@link #fixture} what its codec is, and inherits them all.
 *
 * <pre>{@code
 * final class RotCodecTest extends SecretCodecContract {
 *   @Override
 *   protected CodecFixture fixture() {
 *     return CodecFixture.of(new RotProvider(), contextWith("key"), contextWith("other key"));
 *   }
 * }
 * }</pre>
 */
public abstract class SecretCodecContract {

  private static final int SEED = 20_261_101;

  /** The codec under test; called once or more in each test. */
  protected abstract CodecFixture fixture();

  @Test
  public final void the_id_is_lower_case_letters_digits_and_hyphens() {
    assertThat(fixture().provider().id()).matches("[a-z][a-z0-9-]+");
  }

  @Test
  public final void the_spi_level_is_one_that_exists() {
    assertThat(fixture().provider().spiLevel()).isBetween(1, SpiLevel.CURRENT);
  }

  @Test
  public final void the_provider_is_a_public_final_class_that_a_service_loader_can_construct()
      throws ReflectiveOperationException {
    SecretCodecProvider provider = fixture().provider();

    assertThat(Modifier.toString(provider.getClass().getModifiers())).isEqualTo("public final");
    Object made = provider.getClass().getConstructor().newInstance();
    assertThat(((SecretCodecProvider) made).id()).isEqualTo(provider.id());
  }

  @Test
  public final void a_codec_is_created_without_asking_anybody_for_a_key() {
    BackendContext silent =
        fixture().context().toBuilder()
            .keys(
                request -> {
                  throw new AssertionError("a key was asked for");
                })
            .prompter(
                prompt -> {
                  throw new AssertionError("the person was asked");
                })
            .processes(
                builder -> {
                  throw new AssertionError("a process was started");
                })
            .build();

    assertThat(fixture().provider().create(silent)).isNotNull();
  }

  @Test
  public final void what_is_encoded_is_recognized() throws IOException {
    SecretCodecProvider provider = fixture().provider();

    byte[] envelope = encode(text("a: b\n"));

    assertThat(provider.headLength()).isBetween(1, 4096);
    assertThat(provider.recognizes(Arrays.copyOf(envelope, provider.headLength()))).isTrue();
    assertThat(provider.recognizes(envelope)).isTrue();
  }

  @Test
  public final void any_head_gets_an_answer() throws IOException {
    SecretCodecProvider provider = fixture().provider();
    byte[] head = Arrays.copyOf(encode(text("x")), provider.headLength());
    Random random = new Random(SEED);

    for (int length = 0; length < provider.headLength(); length++) {
      assertThat(provider.recognizes(Arrays.copyOf(head, length))).isFalse();
    }
    for (int length = 0; length < 2 * provider.headLength(); length++) {
      assertThat(provider.recognizes(randomBytes(random, length))).isFalse();
    }
  }

  @Test
  public final void decode_returns_what_was_encoded_whatever_its_size() throws IOException {
    Random random = new Random(SEED);
    int[] sizes = {
      0, 1, 15, 16, 17, 31, 32, 33, 79, 80, 81, 160, 240, 4_095, 4_096, 4_097, 65_536, 65_537,
      1 << 20
    };
    try (SecretCodec codec = codec()) {
      for (int size : sizes) {
        assertRoundTrip(codec, randomBytes(random, size));
      }
    }
  }

  @Test
  public final void decode_returns_what_was_encoded_whatever_its_bytes() throws IOException {
    Random random = new Random(SEED);
    try (SecretCodec codec = codec()) {
      assertRoundTrip(codec, new byte[100]);
      assertRoundTrip(codec, text("line\r\nline\r\n\0\u00e9\u20ac"));
      for (int round = 0; round < 20; round++) {
        assertRoundTrip(codec, randomBytes(random, random.nextInt(500)));
      }
    }
  }

  @Test
  public final void an_envelope_can_be_the_plaintext_of_another() throws IOException {
    byte[] inner = encode(text("inner"));

    try (SecretCodec codec = codec()) {
      assertRoundTrip(codec, inner);
    }
  }

  @Test
  public final void an_envelope_does_not_hold_its_plaintext() throws IOException {
    byte[] canary = canary();

    byte[] envelope = encode(canary);

    assertThat(latin1(envelope)).doesNotContain(spellings(canary));
  }

  @Test
  public final void encode_like_opens_with_the_same_key() throws IOException {
    byte[] previous = encode(text("before"));
    byte[] after = text("after");
    RecordingStream envelope = new RecordingStream();

    try (SecretCodec codec = codec()) {
      codec.encodeLike(ByteSource.of(previous), ByteSource.of(after), envelope);
    }

    assertThat(decode(envelope.toByteArray())).isEqualTo(after);
  }

  @Test
  public final void every_truncation_is_refused_before_a_byte_is_released() throws IOException {
    byte[] plaintext = text("seventeen bytes!!");
    byte[] envelope = encode(plaintext);
    try (SecretCodec codec = codec()) {
      for (int length = 0; length < envelope.length; length++) {
        assertRefused(codec, Arrays.copyOf(envelope, length), plaintext, "cut to " + length);
      }
    }
  }

  @Test
  public final void every_flipped_bit_is_refused_before_a_byte_is_released() throws IOException {
    byte[] plaintext = text("seventeen bytes!!");
    byte[] envelope = encode(plaintext);
    try (SecretCodec codec = codec()) {
      for (int bit = 0; bit < envelope.length * Byte.SIZE; bit++) {
        assertRefused(codec, flip(envelope, bit), plaintext, "bit " + bit);
      }
    }
  }

  @Test
  public final void a_flipped_bit_far_inside_is_refused_before_a_byte_is_released()
      throws IOException {
    Random random = new Random(SEED);
    byte[] plaintext = randomBytes(random, 300_000);
    byte[] envelope = encode(plaintext);
    try (SecretCodec codec = codec()) {
      for (int round = 0; round < 10; round++) {
        int bit = random.nextInt(envelope.length * Byte.SIZE);
        assertRefused(codec, flip(envelope, bit), plaintext, "bit " + bit);
      }
    }
  }

  @Test
  public final void bytes_after_the_end_are_refused_before_a_byte_is_released() throws IOException {
    byte[] plaintext = text("plaintext");
    byte[] envelope = encode(plaintext);
    byte[] longer = Arrays.copyOf(envelope, envelope.length + 1);
    longer[envelope.length] = 'x';

    try (SecretCodec codec = codec()) {
      assertRefused(codec, longer, plaintext, "with a byte more");
    }
  }

  @Test
  public final void a_wrong_key_is_told_as_a_wrong_key_or_altered_data() throws IOException {
    RecordingStream released = new RecordingStream();
    ByteSource envelope = ByteSource.of(encode(canary()));

    try (SecretCodec stranger = fixture().provider().create(fixture().stranger())) {
      assertThatThrownBy(() -> stranger.decode(envelope, released))
          .isInstanceOf(DecryptionFailedException.class)
          .hasMessageContaining("wrong key")
          .hasMessageContaining("altered");
    }
    assertThat(released.toByteArray()).isEmpty();
  }

  @Test
  public final void what_is_no_envelope_is_told_as_malformed() throws IOException {
    byte[] head = Arrays.copyOf(encode(text("x")), fixture().provider().headLength());
    List<byte[]> strangers =
        List.of(
            new byte[0], text("a"), text("a: plain document\n"), new byte[1_000], text("\n"), head);
    try (SecretCodec codec = codec()) {
      for (byte[] stranger : strangers) {
        RecordingStream released = new RecordingStream();
        assertThatThrownBy(() -> codec.decode(ByteSource.of(stranger), released))
            .isInstanceOf(MalformedEnvelopeException.class);
        assertThat(released.toByteArray()).isEmpty();
      }
    }
  }

  @Test
  public final void the_codec_closes_what_it_opens_and_nothing_else() throws IOException {
    byte[] plaintext = text("some plaintext that comes in pieces");
    RecordingSource plain = new RecordingSource(plaintext);
    RecordingStream envelope = new RecordingStream();
    RecordingStream released = new RecordingStream();

    try (SecretCodec codec = codec()) {
      codec.encode(plain, envelope);
      RecordingSource source = new RecordingSource(envelope.toByteArray());
      codec.decode(source, released);
      assertThat(source.stillOpen()).isZero();
    }

    assertThat(plain.stillOpen()).isZero();
    assertThat(envelope.closed()).isFalse();
    assertThat(released.closed()).isFalse();
    assertThat(released.toByteArray()).isEqualTo(plaintext);
  }

  @Test
  public final void the_codec_closes_what_it_opens_after_a_refusal_too() throws IOException {
    byte[] envelope = encode(text("plaintext"));
    RecordingSource cut = new RecordingSource(Arrays.copyOf(envelope, envelope.length / 2));
    RecordingStream released = new RecordingStream();

    try (SecretCodec codec = codec()) {
      assertThatThrownBy(() -> codec.decode(cut, released)).isInstanceOf(SecretsException.class);
    }

    assertThat(cut.stillOpen()).isZero();
    assertThat(released.closed()).isFalse();
  }

  @Test
  public final void a_failure_of_the_callers_own_stream_reaches_the_caller() throws IOException {
    byte[] envelope = encode(text("plaintext"));
    IOException full = new IOException("no space left");
    ByteSource unreadable =
        () -> {
          throw full;
        };

    try (SecretCodec codec = codec()) {
      assertThatThrownBy(() -> codec.encode(ByteSource.of(text("x")), failing(full)))
          .isSameAs(full);
      assertThatThrownBy(() -> codec.decode(ByteSource.of(envelope), failing(full))).isSameAs(full);
      assertThatThrownBy(() -> codec.encode(unreadable, new RecordingStream())).isSameAs(full);
      assertThatThrownBy(() -> codec.decode(unreadable, new RecordingStream())).isSameAs(full);
    }
  }

  @Test
  public final void one_codec_serves_several_threads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SecretCodec codec = codec()) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int number = 0; number < 16; number++) {
        byte[] plaintext = randomBytes(new Random(number), 1_000 + number);
        work.add(
            () -> {
              assertRoundTrip(codec, plaintext);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  public final void closing_again_does_nothing() throws IOException {
    SecretCodec codec = codec();
    assertRoundTrip(codec, text("x"));

    codec.close();

    assertThatCode(codec::close).doesNotThrowAnyException();
  }

  @Test
  public final void no_error_and_no_description_tells_the_plaintext() throws IOException {
    byte[] canary = canary();
    byte[] envelope = encode(canary);
    StringBuilder said = new StringBuilder();

    try (SecretCodec codec = codec();
        SecretCodec stranger = fixture().provider().create(fixture().stranger())) {
      said.append(codec).append(fixture().provider());
      said.append(tale(stranger, envelope));
      said.append(tale(codec, canary));
      said.append(tale(codec, Arrays.copyOf(envelope, envelope.length - 5)));
      said.append(tale(codec, flip(envelope, envelope.length * Byte.SIZE - 20)));
    }

    assertThat(said.toString()).doesNotContain(spellings(canary));
  }

  private void assertRefused(SecretCodec codec, byte[] altered, byte[] plaintext, String how) {
    RecordingStream released = new RecordingStream();
    Throwable refusal = catchThrowable(() -> codec.decode(ByteSource.of(altered), released));
    if (refusal == null && fixture().limits().contains(Limit.INSIGNIFICANT_BYTES)) {
      assertThat(released.toByteArray())
          .as("decoded from an envelope %s", how)
          .isEqualTo(plaintext);
      return;
    }
    assertThat(refusal)
        .as("the answer to an envelope %s", how)
        .isInstanceOf(SecretsException.class);
    assertThat(released.toByteArray()).as("released from an envelope %s", how).isEmpty();
  }

  private static void assertRoundTrip(SecretCodec codec, byte[] plaintext) throws IOException {
    RecordingStream envelope = new RecordingStream();
    RecordingStream released = new RecordingStream();
    codec.encode(ByteSource.of(plaintext), envelope);
    codec.decode(ByteSource.of(envelope.toByteArray()), released);
    assertThat(released.toByteArray()).isEqualTo(plaintext);
  }

  private static String tale(SecretCodec codec, byte[] envelope) {
    StringBuilder said = new StringBuilder();
    Throwable refusal =
        catchThrowable(() -> codec.decode(ByteSource.of(envelope), new RecordingStream()));
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      said.append(cause).append('\n');
      if (cause instanceof SecretsException ours) {
        said.append(ours.hints()).append('\n');
      }
    }
    return said.toString();
  }

  private SecretCodec codec() {
    return fixture().provider().create(fixture().context());
  }

  private byte[] encode(byte[] plaintext) throws IOException {
    RecordingStream envelope = new RecordingStream();
    try (SecretCodec codec = codec()) {
      codec.encode(ByteSource.of(plaintext), envelope);
    }
    return envelope.toByteArray();
  }

  private byte[] decode(byte[] envelope) throws IOException {
    RecordingStream plaintext = new RecordingStream();
    try (SecretCodec codec = codec()) {
      codec.decode(ByteSource.of(envelope), plaintext);
    }
    return plaintext.toByteArray();
  }

  private static OutputStream failing(IOException failure) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw failure;
      }
    };
  }

  private static byte[] canary() {
    return text("canary-" + HexFormat.of().formatHex(randomBytes(new Random(SEED), 12)));
  }

  private static String[] spellings(byte[] secret) {
    return new String[] {
      latin1(secret),
      HexFormat.of().formatHex(secret),
      Base64.getEncoder().withoutPadding().encodeToString(secret)
    };
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    return flipped;
  }

  private static byte[] randomBytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
