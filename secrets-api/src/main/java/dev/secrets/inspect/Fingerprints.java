package dev.secrets.inspect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Tells whether values are equal, under a salt of its own, so that nothing can be guessed. */
final class Fingerprints {

  private static final int SALT = 32;

  private final byte[] salt = new byte[SALT];

  Fingerprints(SecureRandom random) {
    random.nextBytes(salt);
  }

  String of(String value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
