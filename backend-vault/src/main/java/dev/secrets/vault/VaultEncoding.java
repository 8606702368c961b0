package dev.secrets.vault;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes new envelopes: chooses the salt, derives the keys.
 *
 * <p>The salt is random, or with the option {@code deterministic-salt} the HMAC-SHA-256 of label,
 * NUL and plaintext under the password. Then the same plaintext gives the same envelope, and
 * different ones never share a key stream, as they would under a fixed salt.
 */
final class VaultEncoding {

  private static final int SALT = 32;

  private final BackendContext context;
  private final VaultSecrets secrets;

  VaultEncoding(BackendContext context, VaultSecrets secrets) {
    this.context = context;
    this.secrets = secrets;
  }

  /** Under {@code secret} and its label. */
  void write(VaultSecret secret, ByteSource plaintext, OutputStream envelope) throws IOException {
    write(secret, VaultHeader.writing(secret.label()), plaintext, envelope);
  }

  void write(VaultSecret secret, VaultHeader header, ByteSource plaintext, OutputStream envelope)
      throws IOException {
    byte[] salt =
        context.option("deterministic-salt").isPresent()
            ? derivedSalt(secret, header, plaintext)
            : randomSalt();
    new EnvelopeWriter(header, secrets.key(secret, salt)).write(plaintext, envelope);
  }

  private byte[] randomSalt() {
    byte[] salt = new byte[SALT];
    context.random().nextBytes(salt);
    return salt;
  }

  private static byte[] derivedSalt(VaultSecret secret, VaultHeader header, ByteSource plaintext)
      throws IOException {
    Mac mac = secret.password().use(VaultEncoding::mac);
    mac.update(header.label().getBytes(StandardCharsets.US_ASCII));
    mac.update((byte) 0);
    byte[] chunk = new byte[OpenedEnvelope.CHUNK];
    try (InputStream in = plaintext.open()) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        mac.update(chunk, 0, read);
      }
      return mac.doFinal();
    } finally {
      Arrays.fill(chunk, (byte) 0);
    }
  }

  private static Mac mac(byte[] password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(password, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
