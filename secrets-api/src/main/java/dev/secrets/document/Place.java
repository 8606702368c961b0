package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.SecretNotFoundException;
import java.util.Optional;

/**
 * Where an edit happens.
 *
 * @param parent the collection that is written at the place
 * @param key the field's name or index in it
 * @param field the field as it stands; empty if it is to be added
 * @param inside what is left of the pointer when the field is a string that holds JSON; else root
 */
record Place(Site parent, String key, Optional<Entry> field, Pointer inside) {

  static Place of(Site top, Pointer pointer) {
    if (pointer.isRoot()) {
      throw new InvalidInputException("the whole document is no field that could be edited");
    }
    Site at = top;
    int last = pointer.tokens().size() - 1;
    for (int step = 0; step < last; step++) {
      Place place = step(at, pointer, step);
      Site value = place.field().orElseThrow(() -> absent(pointer.parent())).value();
      if (Fields.json(value.node()).isPresent() && !value.isAlias()) {
        return place;
      }
      at = value;
    }
    return step(at, pointer, last).withoutInside();
  }

  private static Place step(Site at, Pointer pointer, int step) {
    String key = pointer.tokens().get(step);
    if (at.isAlias()) {
      throw shared(pointer, "an alias of the anchor", at.target());
    }
    if (!at.isCollection()) {
      throw absent(pointer.parent());
    }
    Optional<Entry> field = at.field(key);
    if (field.isEmpty()) {
      at.merged(key)
          .ifPresent(
              site -> {
                throw shared(pointer, "a merge of the mapping", site);
              });
    }
    Pointer inside = new Pointer(pointer.tokens().subList(step + 1, pointer.tokens().size()));
    return new Place(at, key, field, inside);
  }

  /** Refuses what would change a value that stands elsewhere, or more than a single one. */
  void checkScalar(Pointer pointer) {
    Site value = field.orElseThrow().value();
    if (value.isAlias()) {
      throw shared(pointer, "an alias of the anchor", value.target());
    }
    if (value.isCollection()) {
      throw new InvalidInputException(
          "'" + pointer + "' is not a single value", "name one of its fields");
    }
  }

  /** Refuses a name that cannot be added: an index beyond the end. */
  void checkAddable(Pointer pointer) {
    if (parent.isSequence() && !key.equals(String.valueOf(parent.entries().size()))) {
      throw absent(pointer);
    }
  }

  private Place withoutInside() {
    return new Place(parent, key, field, Pointer.root());
  }

  static SecretNotFoundException absent(Pointer pointer) {
    return new SecretNotFoundException("the document has no field '" + pointer + "'");
  }

  private static InvalidInputException shared(Pointer pointer, String how, Site site) {
    return new InvalidInputException(
        "'" + pointer + "' is reached through " + how + " at " + site.node().position(),
        "edit the value there; it counts for every place that refers to it");
  }

  @Override
  public String toString() {
    return "Place[" + key + "]";
  }
}
