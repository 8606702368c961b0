package dev.secrets.gitcrypt;

import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Fake keys for tests: the published vectors use bytes that count upwards. */
final class Keys {

  private Keys() {}

  /** AES key 00..1f, HMAC key 20..5f, version 0. */
  static KeyEntry countingEntry() {
    return entry(0, 0);
  }

  static KeyFile counting(KeyName name) {
    return new KeyFile(name, List.of(countingEntry()));
  }

  /** Another key for every {@code first}. */
  static KeyEntry entry(int version, int first) {
    return new KeyEntry(version, count(first, 32), count(first + 32, 64));
  }

  static KeyFile file(String name, int first) {
    return new KeyFile(new KeyName(name), List.of(entry(0, first)));
  }

  /** A context in no repository, with these keys and no others. */
  static BackendContext.Builder context(KeyFile... keys) {
    return BackendContext.builder()
        .directory(Path.of("/nonexistent"))
        .keys(
            request ->
                Stream.of(keys).map(key -> SecretValue.takeOwnership(key.toBytes())).toList());
  }

  static byte[] count(int first, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }

  /** Joins numbers (32 bits, big-endian) and byte arrays. */
  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      out.writeBytes(
          part instanceof Integer number
              ? ByteBuffer.allocate(4).putInt(number).array()
              : (byte[]) part);
    }
    return out.toByteArray();
  }
}
