package dev.secrets;

import dev.secrets.InlineValues.Found;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.document.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** A document whose inline values are shown as marked plaintext, and the way back. */
final class MarkedDocument {

  /** Of a value that was none before. */
  static final String TAG = "!vault";

  private final Map<Pointer, Original> originals = new ConcurrentHashMap<>();
  private final Document document;

  /** How a value was spelled, and what it says; never told. */
  private record Original(Scalar scalar, String source, String plaintext) {
    @Override
    public String toString() {
      return "Original";
    }
  }

  MarkedDocument(
      Document original, Predicate<Scalar> isInline, Function<Scalar, String> plaintext) {
    List<Found> own =
        InlineValues.of(original, isInline).stream()
            .filter(value -> original.source(value.pointer()).isPresent())
            .toList();
    // In parallel, since each costs a key derivation.
    own.parallelStream().forEach(value -> decode(original, value, plaintext));
    Map<Pointer, Scalar> marked = new LinkedHashMap<>();
    own.forEach(value -> marked.put(value.pointer(), marked(value)));
    document = original.withAll(marked);
  }

  Document document() {
    return document;
  }

  /**
   * The document with every marked value of {@code edited} in an envelope again: in its old one if
   * it still says the same, else in the one that {@code encode} makes for it, given the old one.
   */
  Document restored(Document edited, BiFunction<Optional<Scalar>, String, String> encode) {
    return InlineValues.edit(
        edited, MarkedDocument::isMarked, (now, value) -> restore(now, value, encode));
  }

  private static boolean isMarked(Scalar scalar) {
    return scalar.tag().filter(Document.DECRYPTED::equals).isPresent();
  }

  private void decode(Document original, Found value, Function<Scalar, String> plaintext) {
    String source = original.source(value.pointer()).orElseThrow();
    String text = plaintext.apply(value.scalar());
    originals.put(value.pointer(), new Original(value.scalar(), source, text));
  }

  private Scalar marked(Found value) {
    String text = Objects.requireNonNull(originals.get(value.pointer())).plaintext();
    return new Scalar(
        value.scalar().position(), Optional.of(Document.DECRYPTED), Node.Type.STRING, text);
  }

  private Document restore(
      Document now, Found value, BiFunction<Optional<Scalar>, String, String> encode) {
    String text = value.scalar().text();
    Optional<Original> same =
        Optional.ofNullable(originals.get(value.pointer()))
            .filter(original -> original.plaintext().equals(text))
            .or(() -> byPlaintext(text));
    if (same.isPresent()) {
      return respelled(now, value.pointer(), same.get());
    }
    Optional<Scalar> previous =
        Optional.ofNullable(originals.get(value.pointer())).map(Original::scalar);
    String tag = previous.flatMap(Scalar::tag).orElse(TAG);
    return now.withTagged(value.pointer(), tag, encode.apply(previous, text));
  }

  /** A value that was moved keeps its envelope too. */
  private Optional<Original> byPlaintext(String text) {
    return originals.values().stream()
        .filter(original -> original.plaintext().equals(text))
        .findFirst();
  }

  private static Document respelled(Document now, Pointer pointer, Original original) {
    try {
      return now.withSource(pointer, original.source());
    } catch (InvalidInputException elsewhere) {
      return now.withTagged(
          pointer, original.scalar().tag().orElseThrow(), original.scalar().text());
    }
  }
}
