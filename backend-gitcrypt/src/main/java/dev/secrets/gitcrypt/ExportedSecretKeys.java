package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/**
 * Secret keys that gpg has exported into the environment, for machines without gpg: {@value #KEY},
 * armoured or in base64, and {@value #PASSPHRASE}.
 */
final class ExportedSecretKeys implements SecretKeyring {

  static final String KEY = "SECRETS_GPG_SECRET_KEY";
  static final String PASSPHRASE = "SECRETS_GPG_PASSPHRASE";

  private static final String ARMOUR = "-----BEGIN";

  private final PGPSecretKeyRingCollection keys;
  private final char[] passphrase;

  private ExportedSecretKeys(PGPSecretKeyRingCollection keys, char[] passphrase) {
    this.keys = keys;
    this.passphrase = passphrase;
  }

  /** Empty if there are none. */
  static Optional<SecretKeyring> of(Map<String, String> environment) {
    String key = environment.getOrDefault(KEY, "").strip();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    char[] passphrase = environment.getOrDefault(PASSPHRASE, "").toCharArray();
    return Optional.of(new ExportedSecretKeys(parse(key), passphrase));
  }

  private static PGPSecretKeyRingCollection parse(String key) {
    byte[] bytes = new byte[0];
    try {
      bytes =
          key.startsWith(ARMOUR)
              ? key.getBytes(StandardCharsets.US_ASCII)
              : Base64.getMimeDecoder().decode(key.getBytes(StandardCharsets.US_ASCII));
      return new PGPSecretKeyRingCollection(
          PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes)),
          new BcKeyFingerprintCalculator());
    } catch (IOException | PGPException | RuntimeException malformed) {
      throw new InvalidInputException(
          "the variable '" + KEY + "' does not hold an OpenPGP secret key",
          "set it to the output of 'gpg --armor --export-secret-keys ID'");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public Set<String> fingerprints() {
    Set<String> fingerprints = new HashSet<>();
    for (PGPSecretKeyRing ring : keys) {
      ring.getPublicKeys()
          .forEachRemaining(
              key ->
                  fingerprints.add(HexFormat.of().withUpperCase().formatHex(key.getFingerprint())));
    }
    return fingerprints;
  }

  @Override
  public byte[] decrypt(Path file) throws IOException {
    return OpenPgpMessage.decrypt(Files.readAllBytes(file), this::privateKey);
  }

  private Optional<PGPKeyPair> privateKey(long id) {
    PGPSecretKey secret = keys.getSecretKey(id);
    if (secret == null || secret.isPrivateKeyEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          secret.extractKeyPair(
              new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                  .build(passphrase)));
    } catch (PGPException wrong) {
      throw new DecryptionFailedException(
          "GPG error: the secret key does not open with the passphrase in '" + PASSPHRASE + "'",
          "set it to the passphrase that the key was exported with");
    }
  }
}
