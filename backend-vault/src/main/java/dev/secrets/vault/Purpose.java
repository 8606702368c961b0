package dev.secrets.vault;

/** What a password is wanted for: whoever types one to encrypt with types it twice. */
enum Purpose {
  DECRYPT,
  ENCRYPT
}
