package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The scalars of a document under certain tags, in the order in which they stand. */
final class InlineValues {

  private final Predicate<Scalar> wanted;
  private final List<Found> found = new ArrayList<>();

  /** One of them; its text is an envelope or plaintext, so it is not told. */
  record Found(Pointer pointer, Scalar scalar) {
    @Override
    public String toString() {
      return "Found[" + pointer + "]";
    }
  }

  private InlineValues(Predicate<Scalar> wanted) {
    this.wanted = wanted;
  }

  static List<Found> of(Document document, Predicate<Scalar> wanted) {
    InlineValues values = new InlineValues(wanted);
    values.walk(Pointer.root(), document.root());
    return values.found;
  }

  /**
   * The document with every such value edited once. What is reached through an anchor or a merge
   * changes together with the place it stands at, which comes first.
   */
  static Document edit(
      Document document, Predicate<Scalar> wanted, BiFunction<Document, Found, Document> edit) {
    Document edited = document;
    Set<Pointer> done = new HashSet<>();
    for (Optional<Found> next = next(edited, wanted, done);
        next.isPresent();
        next = next(edited, wanted, done)) {
      Found value = next.get();
      done.add(value.pointer());
      if (edited.source(value.pointer()).isPresent()) {
        edited = edit.apply(edited, value);
      }
    }
    return edited;
  }

  private static Optional<Found> next(
      Document document, Predicate<Scalar> wanted, Set<Pointer> done) {
    return of(document, wanted).stream()
        .filter(value -> !done.contains(value.pointer()))
        .findFirst();
  }

  private void walk(Pointer place, Node node) {
    if (node instanceof Scalar scalar) {
      if (wanted.test(scalar)) {
        found.add(new Found(place, scalar));
      }
    } else if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach((key, child) -> walk(place.child(key), child));
    } else {
      List<Node> items = ((Node.Sequence) node).items();
      for (int index = 0; index < items.size(); index++) {
        walk(place.child(String.valueOf(index)), items.get(index));
      }
    }
  }
}
