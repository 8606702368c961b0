package dev.secrets.testkit.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/** A value: text or bytes, never both. */
final class StoredValue {

  /** The model counts characters, the quota bytes; bytes are the stricter of the two. */
  private static final int MAX_BYTES = 65_536;

  private static final String TEXT = "SecretString";
  private static final String BINARY = "SecretBinary";

  private final boolean binary;
  private final byte[] bytes;

  private StoredValue(boolean binary, byte[] bytes) {
    this.binary = binary;
    this.bytes = bytes;
  }

  static StoredValue text(String text) {
    return new StoredValue(false, text.getBytes(UTF_8));
  }

  static StoredValue binary(byte[] bytes) {
    return new StoredValue(true, bytes);
  }

  /** The value of a request; empty when it has none. */
  static Optional<StoredValue> in(Params params) {
    if (params.has(TEXT) && params.has(BINARY)) {
      throw ApiError.invalidParameter(
          "You can't specify both a binary secret value and a string secret value.");
    }
    Optional<StoredValue> value =
        params.has(BINARY)
            ? params.blob(BINARY).map(StoredValue::binary)
            : params.text(TEXT, 1, MAX_BYTES).map(StoredValue::text);
    value.ifPresent(StoredValue::checkLength);
    return value;
  }

  boolean equalTo(StoredValue other) {
    return binary == other.binary && Arrays.equals(bytes, other.bytes);
  }

  void writeTo(ObjectNode answer) {
    if (binary) {
      answer.put(BINARY, bytes);
    } else {
      answer.put(TEXT, new String(bytes, UTF_8));
    }
  }

  private void checkLength() {
    if (bytes.length < 1 || bytes.length > MAX_BYTES) {
      throw ApiError.validation("A secret value must have 1 to " + MAX_BYTES + " bytes.");
    }
  }
}
