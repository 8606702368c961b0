package dev.secrets;

/**
 * Which version of a secret is meant: the current one, the one before, the one with a stage label,
 * or one by id.
 */
public sealed interface VersionSelector {

  /** The version that readers get when they name none. */
  static VersionSelector current() {
    return Current.INSTANCE;
  }

  /** The version that was current before the current one. */
  static VersionSelector previous() {
    return Previous.INSTANCE;
  }

  /** The version that carries {@code label}, such as {@code AWSPREVIOUS}. */
  static VersionSelector stage(String label) {
    return new Stage(label);
  }

  /** The version with this id. */
  static VersionSelector id(String id) {
    return new Id(id);
  }

  /** See {@link #current()}. */
  enum Current implements VersionSelector {
    INSTANCE
  }

  /** See {@link #previous()}. */
  enum Previous implements VersionSelector {
    INSTANCE
  }

  /** See {@link #stage(String)}. */
  record Stage(String label) implements VersionSelector {}

  /** See {@link #id(String)}. */
  record Id(String id) implements VersionSelector {}
}
