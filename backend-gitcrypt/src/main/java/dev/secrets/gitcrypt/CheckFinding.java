package dev.secrets.gitcrypt;

/**
 * Something that {@code check} found.
 *
 * @param kind what it is
 * @param place the file, from the top of the work tree, or what else is concerned
 * @param commit the commit that brought it; empty for what is staged or configured
 * @param detail what is wrong there, in one line
 */
public record CheckFinding(Kind kind, String place, String commit, String detail) {

  /** What can be found. */
  public enum Kind {
    /** Its attributes say encrypted, and its blob is plaintext. */
    PLAINTEXT,
    /** Its attributes say git-crypt, and its blob is encrypted by something else. */
    FOREIGN_FORMAT,
    /** No key at hand opens it. */
    UNREADABLE,
    /** Encrypted, but no longer under the key that its attributes name. */
    RETIRED_KEY,
    /** A pattern that matches no file. */
    PATTERN_WITHOUT_FILE,
    /** A pattern for a directory, which matches no file in it. */
    PATTERN_OF_DIRECTORY,
    /** A file of attributes that is to be encrypted, so that git cannot read it. */
    ATTRIBUTES_ENCRYPTED,
    /** git diff will show ciphertext. */
    DIFF_MISSING,
    /** git keeps plaintext in its notes. */
    TEXT_CACHED,
    /** An attribute names a driver that git does not know: it adds plaintext. */
    DRIVER_MISSING
  }
}
