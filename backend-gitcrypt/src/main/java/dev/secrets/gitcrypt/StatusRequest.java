package dev.secrets.gitcrypt;

import java.util.List;

/**
 * Which files to look at.
 *
 * @param paths git's path patterns, relative to the context's directory; none is the whole
 *     repository
 * @param untracked also files that git does not track and does not ignore
 */
public record StatusRequest(List<String> paths, boolean untracked) {

  public StatusRequest {
    paths = List.copyOf(paths);
  }
}
