package dev.secrets.vault;

import dev.secrets.DecryptionFailedException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The envelope of version 1.0, which Ansible itself no longer reads; only ever read here, and only
 * with the option {@code allow-legacy}, since nothing authenticates it.
 *
 * <pre>
 * $ANSIBLE_VAULT;1.0;AES LF
 * hex( "Salted__" salt[8] AES-256-CBC( hex(SHA-256(content)) LF content ) )      over lines
 * </pre>
 *
 * Key and first block come from the password by rounds of MD5, as {@code openssl enc -md md5} has
 * it. It is held in memory as a whole.
 */
final class LegacyEnvelope implements Opened {

  private static final String FIRST_FIELDS = "$ANSIBLE_VAULT;1.0;AES";
  private static final int PREFIX = 8;
  private static final int SALT = 8;
  private static final int KEY = 32;
  private static final int IV = 16;
  private static final int DIGEST = 64;

  private final VaultSecret secret;
  private final byte[] content;

  private LegacyEnvelope(VaultSecret secret, byte[] content) {
    this.secret = secret;
    this.content = content;
  }

  /** Opens an envelope of any version that {@code context} allows. */
  static Opened openOr(BackendContext context, ByteSource envelope, VaultSecrets secrets)
      throws IOException {
    return isReadable(context, envelope)
        ? open(envelope, secrets)
        : secrets.open(EnvelopeStart.of(envelope));
  }

  /** Whether it is one of version 1.0, and {@code context} allows that. */
  static boolean isReadable(BackendContext context, ByteSource envelope) throws IOException {
    return isAllowed(context) && isLegacy(envelope);
  }

  /** Looks at all that can be known without a password, so that nobody is asked in vain. */
  static void check(BackendContext context, ByteSource envelope) throws IOException {
    if (!isReadable(context, envelope)) {
      EnvelopeStart.of(envelope);
    }
  }

  private static boolean isAllowed(BackendContext context) {
    return context.option("allow-legacy").isPresent();
  }

  private static boolean isLegacy(ByteSource envelope) throws IOException {
    try (InputStream in = envelope.open()) {
      return new HexLines(in).header().strip().equals(FIRST_FIELDS);
    }
  }

  private static LegacyEnvelope open(ByteSource envelope, VaultSecrets secrets) throws IOException {
    byte[] body = body(envelope);
    if (body.length <= PREFIX + SALT) {
      throw Malformed.cutShort();
    }
    for (VaultSecret secret : secrets.all()) {
      Optional<byte[]> content = secret.password().use(password -> decrypt(password, body));
      if (content.isPresent()) {
        return new LegacyEnvelope(secret, content.get());
      }
    }
    throw new DecryptionFailedException(
        "cannot decrypt (ansible-vault 1.0): wrong key, or the data was altered");
  }

  private static byte[] body(ByteSource envelope) throws IOException {
    try (InputStream in = envelope.open()) {
      HexLines lines = new HexLines(in);
      lines.header();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int next = lines.next(); next >= 0; next = lines.next()) {
        body.write(next);
      }
      return body.toByteArray();
    }
  }

  private static Optional<byte[]> decrypt(byte[] password, byte[] body) {
    byte[] salt = Arrays.copyOfRange(body, PREFIX, PREFIX + SALT);
    byte[] derived = derive(password, salt);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(derived, 0, KEY, "AES"),
          new IvParameterSpec(derived, KEY, IV));
      return verified(cipher.doFinal(body, PREFIX + SALT, body.length - PREFIX - SALT));
    } catch (GeneralSecurityException wrongPassword) {
      return Optional.empty();
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static Optional<byte[]> verified(byte[] plaintext) throws GeneralSecurityException {
    if (plaintext.length <= DIGEST) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOfRange(plaintext, DIGEST + 1, plaintext.length);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    byte[] expected = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    boolean same =
        MessageDigest.isEqual(expected, Arrays.copyOf(plaintext, DIGEST))
            && plaintext[DIGEST] == '\n';
    Arrays.fill(plaintext, (byte) 0);
    return same ? Optional.of(content) : Optional.empty();
  }

  /** EVP_BytesToKey of OpenSSL with MD5 and one round. */
  private static byte[] derive(byte[] password, byte[] salt) {
    byte[] derived = new byte[KEY + IV];
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      for (int filled = 0; filled < derived.length; filled += md5.getDigestLength()) {
        md5.update(derived, Math.max(0, filled - md5.getDigestLength()), Math.min(filled, 16));
        md5.update(password);
        md5.update(salt);
        md5.digest(derived, filled, md5.getDigestLength());
      }
      return derived;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has MD5", impossible);
    }
  }

  @Override
  public VaultSecret secret() {
    return secret;
  }

  @Override
  public String label() {
    return "";
  }

  @Override
  public void release(OutputStream plaintext) throws IOException {
    try {
      plaintext.write(content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
