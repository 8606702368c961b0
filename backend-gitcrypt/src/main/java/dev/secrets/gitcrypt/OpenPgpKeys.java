package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A public key with its subkeys, and whether and why not something can be encrypted for its owner.
 */
final class OpenPgpKeys {

  private static final int ENCRYPTION = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;

  private final PGPPublicKeyRing ring;

  OpenPgpKeys(PGPPublicKeyRing ring) {
    this.ring = ring;
  }

  /** Every key of an export, armoured or not. */
  static List<OpenPgpKeys> read(InputStream export) throws IOException {
    try {
      List<OpenPgpKeys> keys = new ArrayList<>();
      new PGPPublicKeyRingCollection(
              PGPUtil.getDecoderStream(export), new BcKeyFingerprintCalculator())
          .getKeyRings()
          .forEachRemaining(ring -> keys.add(new OpenPgpKeys(ring)));
      return keys;
    } catch (PGPException | RuntimeException malformed) {
      throw new InvalidInputException("not an OpenPGP public key");
    }
  }

  /** Of the primary key, in hexadecimal and upper case. */
  String fingerprint() {
    return fingerprint(ring.getPublicKey());
  }

  /** Of the primary key and of all subkeys. */
  List<String> fingerprints() {
    List<String> fingerprints = new ArrayList<>();
    ring.getPublicKeys().forEachRemaining(key -> fingerprints.add(fingerprint(key)));
    return fingerprints;
  }

  private static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /** The first user id, which may be empty. */
  String userId() {
    Iterator<String> ids = ring.getPublicKey().getUserIDs();
    return ids.hasNext() ? ids.next() : "";
  }

  List<String> userIds() {
    List<String> ids = new ArrayList<>();
    ring.getPublicKey().getUserIDs().forEachRemaining(ids::add);
    return ids;
  }

  /**
   * The newest key that may be encrypted for.
   *
   * @throws InvalidInputException that says why there is none
   */
  PGPPublicKey forEncryption(Instant now) {
    PGPPublicKey primary = ring.getPublicKey();
    if (primary.hasRevocation()) {
      throw unusable("it is revoked");
    }
    if (isExpired(primary, now)) {
      throw unusable("it is expired");
    }
    List<PGPPublicKey> capable = new ArrayList<>();
    ring.getPublicKeys().forEachRemaining(capable::add);
    capable.removeIf(key -> !key.isEncryptionKey() || !mayEncrypt(key));
    if (capable.isEmpty()) {
      throw unusable("it has no subkey for encryption");
    }
    return capable.stream()
        .filter(key -> !key.hasRevocation() && !isExpired(key, now))
        .max(Comparator.comparing(PGPPublicKey::getCreationTime))
        .orElseThrow(() -> unusable("its subkeys for encryption are expired or revoked"));
  }

  private static boolean isExpired(PGPPublicKey key, Instant now) {
    long seconds = key.getValidSeconds();
    return seconds > 0 && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
  }

  /** By the newest signature that binds it to the primary key. */
  private boolean mayEncrypt(PGPPublicKey key) {
    return binding(key)
        .map(signature -> signature.getHashedSubPackets().getKeyFlags())
        .filter(flags -> flags == 0 || (flags & ENCRYPTION) != 0)
        .isPresent();
  }

  private Optional<PGPSignature> binding(PGPPublicKey key) {
    List<PGPSignature> signatures = new ArrayList<>();
    key.getSignatures().forEachRemaining(signatures::add);
    return signatures.stream()
        .filter(signature -> isByOwner(signature) && isValid(signature, key))
        .max(Comparator.comparing(PGPSignature::getCreationTime));
  }

  private boolean isByOwner(PGPSignature signature) {
    KeyIdentifier owner = ring.getPublicKey().getKeyIdentifier();
    return signature.getKeyIdentifiers().stream().anyMatch(owner::matchesExplicit);
  }

  private boolean isValid(PGPSignature signature, PGPPublicKey key) {
    try {
      PGPPublicKey primary = ring.getPublicKey();
      signature.init(new BcPGPContentVerifierBuilderProvider(), primary);
      if (!key.isMasterKey()) {
        return signature.verifyCertification(primary, key);
      }
      return signature.isCertification() && signature.verifyCertification(userId(), primary);
    } catch (PGPException unknownAlgorithm) {
      return false;
    }
  }

  private InvalidInputException unusable(String why) {
    return new InvalidInputException(
        "the public key " + fingerprint() + " cannot be used: " + why,
        "ask its owner for a current one");
  }
}
