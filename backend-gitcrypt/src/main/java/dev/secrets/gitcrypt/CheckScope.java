package dev.secrets.gitcrypt;

import java.util.List;

/**
 * What is checked.
 *
 * @param kind the index, with or without what surrounds it, or commits
 * @param revisions of {@link Kind#COMMITS}, as git rev-list takes them
 */
public record CheckScope(Kind kind, List<String> revisions) {

  /** What blobs are looked at. */
  public enum Kind {
    /** What is staged, the attributes, and git's configuration. */
    REPOSITORY,
    /** What is staged. */
    STAGED,
    /** What commits brought, judged by the attributes of the newest of them. */
    COMMITS
  }

  public CheckScope {
    revisions = List.copyOf(revisions);
  }

  public static CheckScope repository() {
    return new CheckScope(Kind.REPOSITORY, List.of());
  }

  public static CheckScope staged() {
    return new CheckScope(Kind.STAGED, List.of());
  }

  public static CheckScope commits(List<String> revisions) {
    return new CheckScope(Kind.COMMITS, revisions);
  }
}
