package dev.secrets;

/**
 * What must hold of a secret for a write to happen; checked and written as one step, so that two
 * writers never overwrite each other unseen. A condition that does not hold is a {@link
 * WriteConflictException}.
 */
public sealed interface WriteCondition {

  /** The secret must not exist yet. */
  static WriteCondition createOnly() {
    return Simple.CREATE_ONLY;
  }

  /** The secret must exist; otherwise {@link SecretNotFoundException}. */
  static WriteCondition replaceOnly() {
    return Simple.REPLACE_ONLY;
  }

  /** Writes in any case. */
  static WriteCondition any() {
    return Simple.ANY;
  }

  /** The current version must still be the one with this id. */
  static WriteCondition ifVersion(String id) {
    return new IfVersion(id);
  }

  /** The conditions without a parameter. */
  enum Simple implements WriteCondition {
    CREATE_ONLY,
    REPLACE_ONLY,
    ANY
  }

  /** See {@link #ifVersion(String)}. */
  record IfVersion(String id) implements WriteCondition {}
}
