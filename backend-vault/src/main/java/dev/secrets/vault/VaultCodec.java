package dev.secrets.vault;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The codec: loads the passwords when it first needs them, and keeps them until it is closed. */
final class VaultCodec implements SecretCodec {

  private static final int SALT = 32;

  private final BackendContext context;
  private @Nullable VaultSecrets secrets;
  private boolean closed;

  VaultCodec(BackendContext context) {
    this.context = context;
  }

  @Override
  public void encode(ByteSource plaintext, OutputStream envelope) throws IOException {
    VaultSecrets loaded = secrets(Purpose.ENCRYPT);
    VaultSecret secret = loaded.writing();
    write(loaded, secret, VaultHeader.writing(secret.label()), plaintext, envelope);
  }

  @Override
  public void encodeLike(ByteSource previous, ByteSource plaintext, OutputStream envelope)
      throws IOException {
    EnvelopeStart start = EnvelopeStart.of(previous);
    VaultSecrets loaded = secrets(Purpose.DECRYPT);
    OpenedEnvelope opened = loaded.open(start);
    VaultHeader header = VaultHeader.writing(opened.header().label());
    write(loaded, opened.secret(), header, plaintext, envelope);
  }

  @Override
  public void decode(ByteSource envelope, OutputStream plaintext) throws IOException {
    EnvelopeStart start = EnvelopeStart.of(envelope);
    secrets(Purpose.DECRYPT).open(start).release(plaintext);
  }

  private void write(
      VaultSecrets loaded,
      VaultSecret secret,
      VaultHeader header,
      ByteSource plaintext,
      OutputStream envelope)
      throws IOException {
    byte[] salt = new byte[SALT];
    context.random().nextBytes(salt);
    new EnvelopeWriter(header, loaded.key(secret, salt)).write(plaintext, envelope);
  }

  private synchronized VaultSecrets secrets(Purpose purpose) {
    if (closed) {
      throw new IllegalStateException("the codec is closed");
    }
    VaultSecrets loaded = secrets;
    if (loaded == null) {
      loaded = new VaultSecretsLoader(context).load(purpose);
      secrets = loaded;
    }
    return loaded;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (secrets != null) {
      secrets.close();
    }
  }
}
