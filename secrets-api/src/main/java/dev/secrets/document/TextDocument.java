package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.SecretNotFoundException;
import dev.secrets.document.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A document of any format with fields. An edit is one change of the text; the changed text is read
 * again and compared with what the edit was to bring about before anybody gets to see it.
 */
final class TextDocument implements Document {

  private final DocumentFormat format;
  private final Syntax syntax;
  private final Source source;
  private final Site top;
  private final Node root;

  private TextDocument(DocumentFormat format, Syntax syntax, Source source) {
    this.format = format;
    this.syntax = syntax;
    this.source = source;
    this.top = syntax.read(source);
    this.root = syntax.resolve(top);
  }

  static TextDocument parse(DocumentFormat format, Syntax syntax, Source source) {
    return new TextDocument(format, syntax, source);
  }

  @Override
  public DocumentFormat format() {
    return format;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public byte[] bytes() {
    return source.bytes();
  }

  @Override
  public Document with(Pointer pointer, String text) {
    return with(pointer, Optional.empty(), text);
  }

  @Override
  public Document withTagged(Pointer pointer, String tag, String text) {
    return with(pointer, Optional.of(tag), text);
  }

  @Override
  public Optional<String> source(Pointer pointer) {
    Place place;
    try {
      place = Place.of(top, pointer);
    } catch (InvalidInputException | SecretNotFoundException elsewhere) {
      return Optional.empty();
    }
    return place.inside().isRoot()
        ? place
            .field()
            .filter(field -> !field.value().isAlias())
            .map(field -> source.text().substring(field.value().start(), field.value().end()))
        : Optional.empty();
  }

  @Override
  public Document withAll(Map<Pointer, Scalar> values) {
    List<Splice> splices = new ArrayList<>();
    Site expected = top;
    for (Map.Entry<Pointer, Scalar> value : values.entrySet()) {
      Place place = Place.of(top, value.getKey());
      place.checkScalar(value.getKey());
      Entry field = place.field().orElseThrow(() -> Place.absent(value.getKey()));
      Scalar spelled = syntax.spellable(value.getValue());
      splices.add(syntax.replace(source, place.parent(), field, spelled));
      expected = expected.replace(field.value(), field.value().spelling(spelled));
    }
    TextDocument edited = new TextDocument(format, syntax, source.apply(splices));
    if (!expected.sameAs(edited.top)) {
      throw cannotEdit(Pointer.root());
    }
    return edited;
  }

  /** Read back with another value in between, which proves that the rest stays. */
  @Override
  public Document withSource(Pointer pointer, String text) {
    Place place = Place.of(top, pointer);
    place.checkScalar(pointer);
    Site old = place.field().orElseThrow(() -> Place.absent(pointer)).value();
    Splice splice = new Splice(old.start(), old.end(), text);
    TextDocument edited;
    try {
      edited = new TextDocument(format, syntax, source.apply(splice));
    } catch (InvalidInputException broken) {
      throw cannotEdit(pointer);
    }
    Optional<Node> now = edited.find(pointer);
    boolean same =
        now.isPresent()
            && now.get() instanceof Scalar value
            && top.replace(old, old.spelling(value)).sameAs(edited.top);
    if (!same) {
      throw cannotEdit(pointer);
    }
    return edited;
  }

  private TextDocument with(Pointer pointer, Optional<String> tag, String text) {
    Place place = Place.of(top, pointer);
    if (!place.inside().isRoot()) {
      return inside(place, pointer, json -> json.with(place.inside(), tag, text));
    }
    return set(place, pointer, new Scalar(new Position(1, 1), tag, Node.Type.STRING, text));
  }

  @Override
  public Document without(Pointer pointer) {
    Place place = Place.of(top, pointer);
    if (!place.inside().isRoot()) {
      return inside(place, pointer, json -> (TextDocument) json.without(place.inside()));
    }
    Entry field = place.field().orElseThrow(() -> Place.absent(pointer));
    TextDocument edited =
        edited(
            syntax.remove(source, place.parent(), field),
            top.replace(place.parent(), place.parent().minus(field)),
            pointer);
    boolean duplicate = place.parent().minus(field).field(place.key()).isPresent();
    return duplicate && !place.parent().isSequence() ? edited.without(pointer) : edited;
  }

  private TextDocument set(Place place, Pointer pointer, Scalar wanted) {
    if (!wellFormed(wanted.text())) {
      throw new InvalidInputException("the value for '" + pointer + "' is not Unicode text");
    }
    Scalar value = syntax.spellable(wanted);
    if (place.field().isEmpty()) {
      place.checkAddable(pointer);
      return edited(
          syntax.add(source, place.parent(), place.key(), value),
          top.replace(place.parent(), place.parent().plus(place.key(), value)),
          pointer);
    }
    place.checkScalar(pointer);
    Entry field = place.field().get();
    return edited(
        syntax.replace(source, place.parent(), field, value),
        top.replace(field.value(), field.value().spelling(value)),
        pointer);
  }

  /** Edits the JSON in a string: the inner text as surgically as the outer one. */
  private TextDocument inside(Place place, Pointer pointer, UnaryOperator<TextDocument> edit) {
    Pointer outer =
        new Pointer(
            pointer.tokens().subList(0, pointer.tokens().size() - place.inside().tokens().size()));
    String written = text(place.field().orElseThrow().value().node());
    if (!find(outer).map(TextDocument::text).equals(Optional.of(written))) {
      throw new InvalidInputException(
          "'" + outer + "' refers to other variables, so the JSON in it cannot be edited",
          "set the whole value");
    }
    TextDocument json = new TextDocument(DocumentFormat.JSON, new JsonSyntax(), Source.of(written));
    String changed = edit.apply(json).source.text();
    place.checkScalar(outer);
    return set(
        new Place(place.parent(), place.key(), place.field(), Pointer.root()),
        outer,
        Scalar.string(new Position(1, 1), changed));
  }

  private TextDocument edited(Splice splice, Site expected, Pointer pointer) {
    TextDocument edited;
    try {
      edited = new TextDocument(format, syntax, source.apply(splice));
    } catch (InvalidInputException broken) {
      throw cannotEdit(pointer);
    }
    if (!expected.sameAs(edited.top)) {
      throw cannotEdit(pointer);
    }
    return edited;
  }

  private static InvalidInputException cannotEdit(Pointer pointer) {
    return new InvalidInputException(
        "'" + pointer + "' cannot be edited without touching what stands around it",
        "edit the document by hand");
  }

  private static String text(Node node) {
    return node instanceof Scalar scalar ? scalar.text() : "";
  }

  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  @Override
  public String toString() {
    return "Document[" + format + "]";
  }
}
