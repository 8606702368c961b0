package dev.secrets;

/** How a value is written that is not in its document yet; one that is keeps its form. */
public enum NewValues {
  /** In an envelope if another value of the document is in one, with that one's key. */
  LIKE_OTHERS,
  /** As it stands. */
  PLAIN
}
