package dev.secrets;

import dev.secrets.document.Node.Scalar;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Single values of documents put into envelopes and out of them, in memory. */
final class ValueCoding {

  private final Codecs codecs;

  ValueCoding(Codecs codecs) {
    this.codecs = codecs;
  }

  boolean isEnvelope(Scalar scalar) {
    return scalar.tag().flatMap(codecs::forTag).isPresent();
  }

  /** The plaintext of {@code envelope}, for a document of strings. */
  String decoded(Scalar envelope) {
    try (SecretValue value = decoded(codec(envelope), bytes(envelope))) {
      return value.revealAsString(); // it becomes part of a document of strings
    } catch (SecretsException failure) {
      throw failure.in(envelope.position().toString());
    }
  }

  /** The caller closes it. */
  static SecretValue decoded(SecretCodec codec, byte[] envelope) {
    SecretBuffer plaintext = new SecretBuffer();
    try {
      codec.decode(ByteSource.of(envelope), plaintext);
      return plaintext.take();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be read and written", impossible);
    } finally {
      plaintext.wipe();
    }
  }

  /** {@code text} in the way of {@code previous}. */
  String encodedLike(Scalar previous, String text) {
    try (SecretValue plaintext = SecretValue.ofText(text)) {
      return encodedLike(codec(previous), bytes(previous), plaintext);
    }
  }

  /** The same plaintext in a new envelope. */
  Scalar encodedAnew(Scalar previous) {
    SecretCodec codec = codec(previous);
    byte[] envelope = bytes(previous);
    try (SecretValue plaintext = decoded(codec, envelope)) {
      String renewed = encodedLike(codec, envelope, plaintext);
      return new Scalar(previous.position(), previous.tag(), previous.type(), renewed);
    }
  }

  static String encoded(SecretCodec codec, String text) {
    try (SecretValue plaintext = SecretValue.ofText(text)) {
      return inMemory(plaintext, (source, out) -> codec.encode(source, out));
    }
  }

  private static String encodedLike(SecretCodec codec, byte[] previous, SecretValue plaintext) {
    return inMemory(
        plaintext, (source, out) -> codec.encodeLike(ByteSource.of(previous), source, out));
  }

  private interface Coding {
    void write(ByteSource plaintext, ByteArrayOutputStream envelope) throws IOException;
  }

  private static String inMemory(SecretValue plaintext, Coding coding) {
    Function<byte[], String> work =
        bytes -> {
          try {
            ByteArrayOutputStream envelope = new ByteArrayOutputStream();
            coding.write(ByteSource.of(bytes), envelope);
            return envelope.toString(StandardCharsets.UTF_8);
          } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be read and written", impossible);
          }
        };
    return plaintext.use(work);
  }

  private SecretCodec codec(Scalar envelope) {
    return codecs
        .forTag(envelope.tag().orElse(""))
        .orElseThrow(
            () -> new MalformedEnvelopeException(envelope.position() + " is not encrypted"));
  }

  private static byte[] bytes(Scalar scalar) {
    return scalar.text().getBytes(StandardCharsets.UTF_8);
  }
}
