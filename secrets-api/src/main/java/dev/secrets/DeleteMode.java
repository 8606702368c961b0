package dev.secrets;

import java.time.Duration;

/** How a secret is deleted. */
public sealed interface DeleteMode {

  /** As the store does it by itself; it can be brought back for as long as the store keeps it. */
  static DeleteMode recoverable() {
    return new Recoverable(Duration.ZERO);
  }

  /** It can be brought back for {@code window}; a store that cannot keep it that long refuses. */
  static DeleteMode recoverable(Duration window) {
    return new Recoverable(window);
  }

  /** At once and for good. */
  static DeleteMode immediate() {
    return Immediate.INSTANCE;
  }

  /**
   * See {@link #recoverable(Duration)}.
   *
   * @param window zero for the store's own
   */
  record Recoverable(Duration window) implements DeleteMode {}

  /** See {@link #immediate()}. */
  enum Immediate implements DeleteMode {
    INSTANCE
  }
}
