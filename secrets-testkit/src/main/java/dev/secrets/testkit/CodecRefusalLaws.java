package dev.secrets.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.SecretsException;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.testkit.CodecFixture.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a codec refuses, and that it releases nothing when it does. */
abstract class CodecRefusalLaws extends CodecLaws {

  @Test
  void every_truncation_is_refused_before_a_byte_is_released() throws IOException {
    byte[] plaintext = text("seventeen bytes!!");
    byte[] envelope = encode(plaintext);
    try (SecretCodec codec = codec()) {
      for (int length = 0; length < envelope.length; length++) {
        assertRefused(codec, Arrays.copyOf(envelope, length), plaintext, "cut to " + length);
      }
    }
  }

  @Test
  void every_flipped_bit_is_refused_before_a_byte_is_released() throws IOException {
    byte[] plaintext = text("seventeen bytes!!");
    byte[] envelope = encode(plaintext);
    try (SecretCodec codec = codec()) {
      for (int bit = 0; bit < envelope.length * Byte.SIZE; bit++) {
        assertRefused(codec, flip(envelope, bit), plaintext, "bit " + bit);
      }
    }
  }

  @Test
  void a_flipped_bit_far_inside_is_refused_before_a_byte_is_released() throws IOException {
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
  void whoever_only_verifies_is_told_the_same() throws IOException {
    Random random = new Random(SEED);
    byte[] plaintext = randomBytes(random, 20_000);
    byte[] envelope = encode(plaintext);
    try (SecretCodec codec = codec()) {
      RecordingStream verified = new RecordingStream();
      codec.verify(ByteSource.of(envelope), verified);
      assertThat(verified.toByteArray()).isEqualTo(plaintext);
      for (int round = 0; round < 20; round++) {
        int bit = random.nextInt(envelope.length * Byte.SIZE);
        byte[] altered = round % 2 == 0 ? flip(envelope, bit) : Arrays.copyOf(envelope, bit / 8);
        assertThat(refusal(codec::verify, altered))
            .as("bit " + bit)
            .isNotNull()
            .isEqualTo(refusal(codec::decode, altered));
      }
    }
  }

  private interface Direction {
    void apply(ByteSource envelope, OutputStream plaintext) throws IOException;
  }

  private static @Nullable String refusal(Direction direction, byte[] envelope) {
    Throwable thrown =
        catchThrowable(
            () -> direction.apply(ByteSource.of(envelope), OutputStream.nullOutputStream()));
    return thrown instanceof SecretsException ? thrown.toString() : null;
  }

  @Test
  void bytes_after_the_end_are_refused_before_a_byte_is_released() throws IOException {
    byte[] plaintext = text("plaintext");
    byte[] envelope = encode(plaintext);
    byte[] longer = Arrays.copyOf(envelope, envelope.length + 1);
    longer[envelope.length] = 'x';

    try (SecretCodec codec = codec()) {
      assertRefused(codec, longer, plaintext, "with a byte more");
    }
  }

  @Test
  void a_wrong_key_is_told_as_a_wrong_key_or_altered_data() throws IOException {
    RecordingStream released = new RecordingStream();
    ByteSource envelope = ByteSource.of(encode(text("plaintext")));

    try (SecretCodec stranger = fixture().provider().create(fixture().stranger())) {
      assertThatThrownBy(() -> stranger.decode(envelope, released))
          .isInstanceOf(DecryptionFailedException.class)
          .hasMessageContaining("wrong key")
          .hasMessageContaining("altered");
    }
    assertThat(released.toByteArray()).isEmpty();
  }

  @Test
  void what_is_no_envelope_is_told_as_malformed() throws IOException {
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
  void the_codec_closes_what_it_opens_after_a_refusal_too() throws IOException {
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
  void no_error_and_no_description_tells_the_plaintext() throws IOException {
    Canary canary = new Canary();
    byte[] envelope = encode(text(canary.text()));

    try (SecretCodec codec = codec();
        SecretCodec stranger = fixture().provider().create(fixture().stranger())) {
      canary.assertAbsentFrom("a description", codec + " " + fixture().provider());
      canary.assertAbsentFrom(refusal(stranger, envelope));
      canary.assertAbsentFrom(refusal(codec, text(canary.text())));
      canary.assertAbsentFrom(refusal(codec, Arrays.copyOf(envelope, envelope.length - 5)));
      canary.assertAbsentFrom(refusal(codec, flip(envelope, envelope.length * Byte.SIZE - 20)));
    }
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

  private static Throwable refusal(SecretCodec codec, byte[] envelope) {
    return catchThrowable(() -> codec.decode(ByteSource.of(envelope), new RecordingStream()));
  }
}
