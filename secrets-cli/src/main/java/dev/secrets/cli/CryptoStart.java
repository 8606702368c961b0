package dev.secrets.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Has the JDK look for its cryptography while the project's files are being found. The first digest
 * of a process costs the start of all security providers, a tenth of the time of a whole {@code
 * run}, and nobody has to wait for it where there is a second core.
 */
final class CryptoStart {

  private CryptoStart() {}

  /** Returns at once; whoever needs a digest earlier waits in the JDK for the rest. */
  static void begin() {
    Thread thread = new Thread(CryptoStart::firstDigest, "crypto-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void firstDigest() {
    try {
      MessageDigest.getInstance("SHA-256").digest(new byte[0]);
    } catch (NoSuchAlgorithmException impossible) {
      // Whoever needs it meets the same and tells.
    }
  }
}
