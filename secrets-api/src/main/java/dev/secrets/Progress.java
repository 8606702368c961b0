package dev.secrets;

/**
 * Hears how far a long work has come, for those who show it. It may be called from any thread, and
 * out of order.
 */
@FunctionalInterface
public interface Progress {

  /**
   * {@code done} of {@code total} pieces are done; when all are, or none will follow, they are
   * equal.
   *
   * @param pieces what is counted, such as {@code files}
   */
  void reached(String pieces, int done, int total);

  /** Hears nothing. */
  static Progress none() {
    return (pieces, done, total) -> {};
  }
}
