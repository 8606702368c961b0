package dev.secrets.gitcrypt;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The codec that {@link GitCrypt} describes. */
final class GitCryptCodec implements SecretCodec {

  private final KeyRing keys;

  GitCryptCodec(BackendContext context) {
    keys = new KeyRing(context);
  }

  @Override
  public void encode(ByteSource plaintext, OutputStream blob) throws IOException {
    keys.forWriting().encode(plaintext, blob);
  }

  @Override
  public void encodeLike(ByteSource previous, ByteSource plaintext, OutputStream blob)
      throws IOException {
    opening(previous).encode(plaintext, blob);
  }

  @Override
  public void decode(ByteSource blob, OutputStream plaintext) throws IOException {
    opening(blob).decode(blob, plaintext);
  }

  /** What is no blob is told before a missing key is. */
  private BlobCipher opening(ByteSource blob) throws IOException {
    try (InputStream in = blob.open()) {
      BlobHeader.read(in);
    }
    return keys.opening(blob);
  }

  @Override
  public void close() {
    keys.close();
  }
}
