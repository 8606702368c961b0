package dev.secrets.gitcrypt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Secret OpenPGP keys that may open what was encrypted for a collaborator. */
interface SecretKeyring {

  /** The fingerprints of all primary keys and subkeys, in upper case. */
  Set<String> fingerprints();

  /**
   * The content of an encrypted file, which the caller wipes.
   *
   * @throws dev.secrets.DecryptionFailedException if none of the keys opens it
   */
  byte[] decrypt(Path file) throws IOException;
}
