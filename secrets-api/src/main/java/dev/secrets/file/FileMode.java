package dev.secrets.file;

/** What becomes of the permissions of a file that is written anew. */
public enum FileMode {
  /** They stay. */
  KEPT,
  /**
   * The owner's stay, those of group and others go: for what was ciphertext and is plaintext now.
   */
  OWNER_ONLY
}
