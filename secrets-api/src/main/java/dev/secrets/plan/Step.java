package dev.secrets.plan;

import java.util.Locale;

/**
 * One step of a plan. It holds no value.
 *
 * @param kind what is done
 * @param place the file or reference that it is done to
 * @param detail what it is done with or for; may be empty
 */
public record Step(Kind kind, String place, String detail) {

  /** What can be done. */
  public enum Kind {
    /** A key is made where its method keeps it. */
    MAKE_KEY,
    /** A secret is written into a store that has none there. */
    PUT,
    /** A file is made. */
    CREATE,
    /** Lines of a file change. */
    EDIT,
    /** A plaintext file, or one in another envelope, is put into an envelope. */
    ENCRYPT,
    /** A file is taken out of its envelope. */
    DECRYPT,
    /** A file goes, since what it held was moved. */
    REMOVE,
    /** The permissions of group and others go. */
    PROTECT,
    /** A file leaves git's index and stays where it is. */
    UNTRACK,
    /** A file is added to git's index, and what git stores of it is looked at. */
    STAGE;

    /** As it is printed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
