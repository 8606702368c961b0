package dev.secrets;

import java.nio.file.Path;
import java.util.List;

/**
 * Several envelopes with one salt and different content. Under one password they can be read from
 * their difference, without the password.
 *
 * @param places where they stand, two at least
 */
public record SharedSalt(List<Place> places) {

  public SharedSalt {
    places = List.copyOf(places);
  }

  /**
   * An envelope.
   *
   * @param file the file
   * @param field the value in it; the root if it is the file as a whole
   */
  public record Place(Path file, Pointer field) {

    /** As a reference would have it, such as {@code deploy/vars/qa.yml#/a/b}. */
    @Override
    public String toString() {
      return field.isRoot() ? file.toString() : file + "#" + field;
    }
  }
}
