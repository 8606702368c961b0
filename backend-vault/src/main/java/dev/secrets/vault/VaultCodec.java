package dev.secrets.vault;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The codec: loads the passwords when it first needs them, and keeps them until it is closed. */
final class VaultCodec implements SecretCodec {

  private final BackendContext context;
  private @Nullable VaultSecrets secrets;
  private boolean closed;

  VaultCodec(BackendContext context) {
    this.context = context;
  }

  @Override
  public void encode(ByteSource plaintext, OutputStream envelope) throws IOException {
    VaultSecrets loaded = secrets(Purpose.ENCRYPT);
    new VaultEncoding(context, loaded).write(loaded.writing(), plaintext, envelope);
  }

  @Override
  public void encodeLike(ByteSource previous, ByteSource plaintext, OutputStream envelope)
      throws IOException {
    Opened opened = open(previous);
    VaultHeader header = VaultHeader.writing(opened.label());
    new VaultEncoding(context, secrets(Purpose.DECRYPT))
        .write(opened.secret(), header, plaintext, envelope);
  }

  @Override
  public void decode(ByteSource envelope, OutputStream plaintext) throws IOException {
    open(envelope).release(plaintext);
  }

  @Override
  public void verify(ByteSource envelope, OutputStream plaintext) throws IOException {
    VaultSecrets loaded = secretsFor(envelope);
    if (LegacyEnvelope.isReadable(context, envelope)) {
      decode(envelope, plaintext);
    } else {
      loaded.verify(EnvelopeStart.of(envelope), plaintext);
    }
  }

  private Opened open(ByteSource envelope) throws IOException {
    return LegacyEnvelope.openOr(context, envelope, secretsFor(envelope));
  }

  /** Nobody is asked for passwords in vain; once they are here, whoever opens it looks at it. */
  private synchronized VaultSecrets secretsFor(ByteSource envelope) throws IOException {
    if (secrets == null) {
      LegacyEnvelope.check(context, envelope);
    }
    return secrets(Purpose.DECRYPT);
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
