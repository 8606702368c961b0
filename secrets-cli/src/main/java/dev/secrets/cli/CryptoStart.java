package dev.secrets.cli;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;

/**
 * Has the JDK look for its cryptography while the project's files are being found. The first digest
 * of a process costs the start of all security providers, the first MAC a look into every jar of
 * the class path; together they take a third of the time of a whole {@code view}, and nobody has to
 * wait for them where there is a second core.
 */
public final class CryptoStart {

  private CryptoStart() {}

  /** Returns at once; whoever needs one earlier waits in the JDK for the rest. */
  public static void begin() {
    Thread thread = new Thread(CryptoStart::first, "crypto-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void first() {
    try {
      MessageDigest.getInstance("SHA-256").digest(new byte[0]);
      Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException impossible) {
      // Whoever needs it meets the same and tells.
    }
  }
}
