package dev.secrets.gitcrypt;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the output of other tools begins, so that it is not called plaintext. */
final class ForeignFormat {

  static final int HEAD_LENGTH = 64;

  private static final List<String> HEADS =
      List.of(
          "age-encryption.org/",
          "-----BEGIN AGE ENCRYPTED FILE-----",
          "-----BEGIN PGP MESSAGE-----",
          "$ANSIBLE_VAULT;",
          "Salted__", // openssl enc
          "U2FsdGVkX1"); // the same in base64, as of transcrypt

  private ForeignFormat() {}

  static boolean recognizes(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return HEADS.stream().anyMatch(text::startsWith);
  }
}
