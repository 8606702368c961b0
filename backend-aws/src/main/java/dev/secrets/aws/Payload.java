package dev.secrets.aws;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A value as AWS takes it: text or bytes. Text has to be handed over as a string, which nobody can
 * wipe.
 */
final class Payload {

  /** AWS counts bytes, of text in UTF-8. */
  private static final int MAX_BYTES = 65_536;

  private final SecretValue value;

  private Payload(SecretValue value) {
    this.value = value;
  }

  static Payload of(SecretId id, SecretValue value) {
    int length = value.use(bytes -> bytes.length);
    if (length < 1 || length > MAX_BYTES) {
      throw new InvalidInputException(
          "the value for secret '%s' does not have the 1 to %d bytes that AWS takes"
              .formatted(id, MAX_BYTES));
    }
    return new Payload(value);
  }

  /** The value as text; empty where it is binary. */
  Optional<String> text() {
    return value.use(Payload::decode);
  }

  SdkBytes bytes() {
    return SdkBytes.fromByteArrayUnsafe(value.copyBytes());
  }

  /** A zero byte is valid UTF-8, but a sign of binary data all the same. */
  private static Optional<String> decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text).filter(plain -> plain.indexOf('\0') < 0);
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }
}
