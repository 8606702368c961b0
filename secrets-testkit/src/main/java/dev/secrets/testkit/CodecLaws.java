package dev.secrets.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What the laws of codecs are stated with. */
abstract class CodecLaws {

  /** Fixed, so that a failure comes back. */
  static final int SEED = 20_261_101;

  /** The codec under test; called once or more in each test. */
  protected abstract CodecFixture fixture();

  static void assertRoundTrip(SecretCodec codec, byte[] plaintext) throws IOException {
    RecordingStream envelope = new RecordingStream();
    RecordingStream released = new RecordingStream();
    codec.encode(ByteSource.of(plaintext), envelope);
    codec.decode(ByteSource.of(envelope.toByteArray()), released);
    assertThat(released.toByteArray()).isEqualTo(plaintext);
  }

  final SecretCodec codec() {
    return fixture().provider().create(fixture().context());
  }

  final byte[] encode(byte[] plaintext) throws IOException {
    RecordingStream envelope = new RecordingStream();
    try (SecretCodec codec = codec()) {
      codec.encode(ByteSource.of(plaintext), envelope);
    }
    return envelope.toByteArray();
  }

  final byte[] decode(byte[] envelope) throws IOException {
    RecordingStream plaintext = new RecordingStream();
    try (SecretCodec codec = codec()) {
      codec.decode(ByteSource.of(envelope), plaintext);
    }
    return plaintext.toByteArray();
  }

  static OutputStream failing(IOException failure) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw failure;
      }
    };
  }

  static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    return flipped;
  }

  static byte[] randomBytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
