package dev.secrets.vault;

import dev.secrets.WriteConflictException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Opens envelopes under the old passwords or the new one, and writes them under the new one. */
final class RekeyingCodec implements SecretCodec {

  private final BackendContext context;
  private @Nullable Passwords passwords;
  private boolean closed;

  /** All passwords, the old ones first, and the one among them that is new. */
  private record Passwords(VaultSecrets all, VaultSecret renewed) {}

  RekeyingCodec(BackendContext context) {
    this.context = context;
  }

  @Override
  public void encode(ByteSource plaintext, OutputStream envelope) throws IOException {
    Passwords loaded = passwords();
    new VaultEncoding(context, loaded.all()).write(loaded.renewed(), plaintext, envelope);
  }

  @Override
  public void encodeLike(ByteSource previous, ByteSource plaintext, OutputStream envelope)
      throws IOException {
    Passwords loaded = passwords();
    VaultSecret old = LegacyEnvelope.openOr(context, previous, loaded.all()).secret();
    if (old.password().matches(loaded.renewed().password())) {
      throw new WriteConflictException(
          "it is under the new vault password already", "the old and the new password must differ");
    }
    encode(plaintext, envelope);
  }

  @Override
  public void decode(ByteSource envelope, OutputStream plaintext) throws IOException {
    LegacyEnvelope.openOr(context, envelope, passwords().all()).release(plaintext);
  }

  private synchronized Passwords passwords() {
    if (closed) {
      throw new IllegalStateException("the codec is closed");
    }
    Passwords loaded = passwords;
    if (loaded == null) {
      VaultSecretsLoader loader = new VaultSecretsLoader(context);
      VaultSecret renewed = loader.loadRenewed();
      loaded = new Passwords(loader.loaded(), renewed);
      passwords = loaded;
    }
    return loaded;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (passwords != null) {
      passwords.all().close();
    }
  }
}
