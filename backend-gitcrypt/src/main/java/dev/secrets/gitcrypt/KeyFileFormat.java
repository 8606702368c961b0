package dev.secrets.gitcrypt;

/**
 * The layout of a key file. All numbers are unsigned, 32 bits, big-endian.
 *
 * <pre>
 *  0  12  magic: NUL GITCRYPTKEY
 * 12   4  format version
 * 16      header fields, then entries until the end; each is a list of fields
 *
 * field: id, length, value; the id 0 ends a list and has neither length nor value
 * </pre>
 *
 * A reader that does not know an odd id must give up; it skips an even one.
 */
final class KeyFileFormat {

  static final byte[] MAGIC = {0, 'G', 'I', 'T', 'C', 'R', 'Y', 'P', 'T', 'K', 'E', 'Y'};
  static final int VERSION = 2;
  static final int PREAMBLE_LENGTH = 16;

  static final int END = 0;
  static final int HEADER_KEY_NAME = 1;

  /** Of an unreleased branch of git-crypt: do not encrypt empty files. */
  static final int HEADER_PLAIN_EMPTY_FILES = 3;

  static final int ENTRY_VERSION = 1;
  static final int ENTRY_AES_KEY = 3;
  static final int ENTRY_HMAC_KEY = 5;

  static final int MAX_NAME_LENGTH = 128;
  static final int MAX_OPTIONAL_LENGTH = 1 << 20;

  private KeyFileFormat() {}
}
