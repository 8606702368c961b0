package dev.secrets.gitcrypt;

/**
 * How one file stands to encryption.
 *
 * @param rawPath relative to the directory the question was asked in; a path need not be text, so
 *     this is its bytes, one character for each (ISO 8859-1)
 * @param tracked whether git tracks it
 * @param filter the attribute {@code filter}; empty if it has no value
 * @param diff the attribute {@code diff}; empty if it has no value
 * @param blobEncrypted whether the staged content is encrypted; false for untracked files
 */
public record FileStatus(
    String rawPath, boolean tracked, String filter, String diff, boolean blobEncrypted) {

  /** The path as text, where what is no UTF-8 is replaced. */
  public String path() {
    return GitText.shown(rawPath);
  }

  /** Whether the attributes say that it is to be encrypted. */
  public boolean isEncrypted() {
    return Driver.encrypts(filter);
  }

  /** It is to be encrypted, but {@code git diff} will show its ciphertext. */
  public boolean lacksDiff() {
    return isEncrypted() && !diff.equals(filter);
  }

  /** It is to be encrypted, and its plaintext is staged or committed. */
  public boolean isExposed() {
    return isEncrypted() && tracked && !blobEncrypted;
  }
}
