package dev.secrets.gitcrypt;

import java.util.List;

/**
 * What became of files whose plaintext was staged or committed. Paths are relative to the directory
 * the question was asked in. History holds the plaintext of all of them on.
 *
 * @param staged their encrypted content is staged now
 * @param missing they are not in the work tree
 * @param unchanged still plaintext after staging, as in a locked repository
 */
public record StatusFix(List<String> staged, List<String> missing, List<String> unchanged) {

  public StatusFix {
    staged = List.copyOf(staged);
    missing = List.copyOf(missing);
    unchanged = List.copyOf(unchanged);
  }
}
