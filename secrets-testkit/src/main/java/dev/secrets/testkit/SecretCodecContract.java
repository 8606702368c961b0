package dev.secrets.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SpiLevel;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
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
public abstract class SecretCodecContract extends CodecRefusalLaws {

  @Test
  void the_id_is_lower_case_letters_digits_and_hyphens() {
    assertThat(fixture().provider().id()).matches("[a-z][a-z0-9-]+");
  }

  @Test
  void the_spi_level_is_one_that_exists() {
    assertThat(fixture().provider().spiLevel()).isBetween(1, SpiLevel.CURRENT);
  }

  @Test
  void the_provider_is_a_public_final_class_that_a_service_loader_can_construct()
      throws ReflectiveOperationException {
    SecretCodecProvider provider = fixture().provider();

    assertThat(Modifier.toString(provider.getClass().getModifiers())).isEqualTo("public final");
    Object made = provider.getClass().getConstructor().newInstance();
    assertThat(((SecretCodecProvider) made).id()).isEqualTo(provider.id());
  }

  @Test
  void a_codec_is_created_without_asking_anybody_for_a_key() {
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
  void what_is_encoded_is_recognized() throws IOException {
    SecretCodecProvider provider = fixture().provider();

    byte[] envelope = encode(text("a: b\n"));

    assertThat(provider.headLength()).isBetween(1, 4096);
    assertThat(provider.recognizes(Arrays.copyOf(envelope, provider.headLength()))).isTrue();
    assertThat(provider.recognizes(envelope)).isTrue();
  }

  @Test
  void any_head_gets_an_answer() throws IOException {
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
  void decode_returns_what_was_encoded_whatever_its_size() throws IOException {
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
  void decode_returns_what_was_encoded_whatever_its_bytes() throws IOException {
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
  void an_envelope_can_be_the_plaintext_of_another() throws IOException {
    byte[] inner = encode(text("inner"));

    try (SecretCodec codec = codec()) {
      assertRoundTrip(codec, inner);
    }
  }

  @Test
  void an_envelope_does_not_hold_its_plaintext() throws IOException {
    Canary canary = new Canary();

    byte[] envelope = encode(text(canary.text()));

    canary.assertAbsentFrom("the envelope", latin1(envelope));
  }

  @Test
  void encode_like_opens_with_the_same_key() throws IOException {
    byte[] previous = encode(text("before"));
    byte[] after = text("after");
    RecordingStream envelope = new RecordingStream();

    try (SecretCodec codec = codec()) {
      codec.encodeLike(ByteSource.of(previous), ByteSource.of(after), envelope);
    }

    assertThat(decode(envelope.toByteArray())).isEqualTo(after);
  }

  @Test
  void the_codec_closes_what_it_opens_and_nothing_else() throws IOException {
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
  void a_failure_of_the_callers_own_stream_reaches_the_caller() throws IOException {
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
  void one_codec_serves_several_threads() throws Exception {
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
  void closing_again_does_nothing() throws IOException {
    SecretCodec codec = codec();
    assertRoundTrip(codec, text("x"));

    codec.close();

    assertThatCode(codec::close).doesNotThrowAnyException();
  }
}
