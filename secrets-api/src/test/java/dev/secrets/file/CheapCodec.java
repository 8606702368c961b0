package dev.secrets.file;

import dev.secrets.DecryptionFailedException;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Protects nothing and costs nothing, but tells a wrong key and every cut, as the real ones do. */
final class CheapCodec implements SecretCodec {

  private static final int CHECKSUM = 4;

  private final byte[] keys;

  /** Opens with any of {@code keys} and writes with the last. */
  CheapCodec(String keys) {
    this.keys = keys.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void encode(ByteSource plaintext, OutputStream envelope) throws IOException {
    byte[] content = read(plaintext);
    byte key = keys[keys.length - 1];
    envelope.write(checksum(content, key));
    envelope.write(mixed(content, key));
  }

  @Override
  public void decode(ByteSource envelope, OutputStream plaintext) throws IOException {
    byte[] all = read(envelope);
    for (byte key : keys) {
      byte[] content =
          mixed(Arrays.copyOfRange(all, Math.min(all.length, CHECKSUM), all.length), key);
      if (Arrays.equals(checksum(content, key), Arrays.copyOf(all, CHECKSUM))) {
        plaintext.write(content);
        return;
      }
    }
    throw new DecryptionFailedException("wrong key, or the data was altered");
  }

  private static byte[] read(ByteSource source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  private static byte[] mixed(byte[] content, byte key) {
    byte[] mixed = content.clone();
    for (int at = 0; at < mixed.length; at++) {
      mixed[at] ^= key;
    }
    return mixed;
  }

  private static byte[] checksum(byte[] content, byte key) {
    CRC32 checksum = new CRC32();
    checksum.update(key);
    checksum.update(content);
    return ByteBuffer.allocate(CHECKSUM).putInt((int) checksum.getValue()).array();
  }
}
