package dev.secrets.document;

import dev.secrets.document.Node.Scalar;

/** How a format is written: its parser, and the smallest change of the text for each edit. */
interface Syntax {

  /** Parses the text. */
  Site read(Source source);

  /** What the document means, where that is more than what is written in it. */
  default Node resolve(Site top) {
    return top.node();
  }

  /**
   * {@code value} in the form that the format can spell. Reading back gives exactly this.
   *
   * @throws dev.secrets.InvalidInputException if there is no such form
   */
  default Scalar spellable(Scalar value) {
    return value;
  }

  /** Spells {@code value} where the scalar of {@code field} stands. */
  Splice replace(Source source, Site parent, Entry field, Scalar value);

  /** Adds a field, or an item at the end of a sequence. */
  Splice add(Source source, Site parent, String key, Scalar value);

  /** Takes {@code field} out. */
  Splice remove(Source source, Site parent, Entry field);
}
