package dev.secrets.inspect;

/** In which state a file with secrets is kept. */
public enum Keeping {
  /** There is none. */
  ABSENT,
  /** Plaintext that git leaves alone. */
  IGNORED,
  /** Plaintext that the next {@code git add} takes. */
  UNTRACKED,
  /** Plaintext where there is no git. */
  PLAINTEXT,
  /** Plaintext that git has. */
  TRACKED,
  /** Ciphertext wherever it is stored. */
  ENCRYPTED,
  /** Ciphertext of git-crypt in the work tree too. */
  LOCKED,
  /** Plaintext with encrypted values in it. */
  MIXED,
  /** In another store. */
  REMOTE
}
