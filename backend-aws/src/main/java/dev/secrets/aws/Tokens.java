package dev.secrets.aws;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Idempotency tokens. A token names the version to be; there is one per write, so that AWS takes a
 * repeated request for the same.
 */
final class Tokens {

  private static final int BYTES = 16;

  private final SecureRandom random;

  Tokens(SecureRandom random) {
    this.random = random;
  }

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
