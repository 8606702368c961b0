package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** A file encrypted for one recipient, as gpg writes and reads it. */
final class OpenPgpMessage {

  private OpenPgpMessage() {}

  static byte[] encrypt(byte[] content, PGPPublicKey recipient, SecureRandom random, Instant now)
      throws IOException {
    try {
      ByteArrayOutputStream literal = new ByteArrayOutputStream();
      try (OutputStream out =
          new PGPLiteralDataGenerator()
              .open(literal, PGPLiteralData.BINARY, "", content.length, Date.from(now))) {
        out.write(content);
      }
      PGPEncryptedDataGenerator generator =
          new PGPEncryptedDataGenerator(
              new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                  .setWithIntegrityPacket(true)
                  .setSecureRandom(random));
      generator.addMethod(
          new BcPublicKeyKeyEncryptionMethodGenerator(recipient).setSecureRandom(random));
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      try (OutputStream out = generator.open(message, literal.size())) {
        literal.writeTo(out);
      }
      return message.toByteArray();
    } catch (PGPException failure) {
      throw new DecryptionFailedException("cannot encrypt for this OpenPGP key");
    }
  }

  /**
   * Decrypts with whichever private key it is for, and verifies its integrity.
   *
   * @param keys finds the private key by its id
   */
  static byte[] decrypt(byte[] message, Function<Long, Optional<PGPKeyPair>> keys)
      throws IOException {
    try {
      for (PGPEncryptedData data : list(message)) {
        if (data instanceof PGPPublicKeyEncryptedData session) {
          Optional<PGPKeyPair> key = keys.apply(session.getKeyIdentifier().getKeyId());
          if (key.isPresent()) {
            return decrypt(session, key.get());
          }
        }
      }
    } catch (DecryptionFailedException known) {
      throw known;
    } catch (PGPException | RuntimeException altered) {
      throw failed();
    }
    throw new DecryptionFailedException("the OpenPGP message is for another key");
  }

  private static byte[] decrypt(PGPPublicKeyEncryptedData session, PGPKeyPair key)
      throws IOException, PGPException {
    byte[] content;
    try (InputStream clear = session.getDataStream(new BcPublicKeyDataDecryptorFactory(key))) {
      content = literal(clear);
      clear.transferTo(OutputStream.nullOutputStream());
    }
    if (session.isIntegrityProtected() && !session.verify()) {
      throw failed();
    }
    return content;
  }

  private static PGPEncryptedDataList list(byte[] message) throws IOException {
    BcPGPObjectFactory packets = new BcPGPObjectFactory(message);
    for (Object packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
      if (packet instanceof PGPEncryptedDataList list) {
        return list;
      }
    }
    throw failed();
  }

  private static byte[] literal(InputStream clear) throws IOException, PGPException {
    Object packet = new BcPGPObjectFactory(clear).nextObject();
    if (packet instanceof PGPCompressedData compressed) {
      packet = new BcPGPObjectFactory(compressed.getDataStream()).nextObject();
    }
    if (packet instanceof PGPLiteralData literal) {
      return literal.getInputStream().readAllBytes();
    }
    throw failed();
  }

  private static DecryptionFailedException failed() {
    return new DecryptionFailedException("GPG error: Failed to decrypt, or the file was altered");
  }
}
