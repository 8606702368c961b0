package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a value where a reference points. A field is edited in its document and the document put
 * back only if nobody changed it meanwhile; an inline envelope stays one.
 */
final class FieldWriting {

  private final Stores stores;
  private final FieldReading fields;

  FieldWriting(Stores stores, FieldReading fields) {
    this.stores = stores;
    this.fields = fields;
  }

  SecretVersion put(
      Reference reference,
      SecretValue value,
      WriteCondition condition,
      SecretNotes notes,
      NewValues form) {
    SecretStore store = writable(reference);
    return reference.pointer().isRoot()
        ? store.put(reference.path(), value, condition, notes)
        : putField(store, reference, value, condition, notes, form);
  }

  /** Several fields in one write; the condition is of the secret that holds them. */
  SecretVersion putFields(
      Reference reference,
      Map<Pointer, SecretValue> values,
      WriteCondition condition,
      SecretNotes notes) {
    SecretStore store = writable(reference);
    Optional<Secret> before = store.find(reference.path(), VersionSelector.current());
    if (before.isEmpty()) {
      return create(store, reference, values, condition, notes);
    }
    try (Secret whole = before.get()) {
      check(reference, before, condition, whole.version());
      try (SecretValue content = edited(whole, reference, values)) {
        return store.put(
            reference.path(), content, WriteCondition.ifVersion(whole.version().id()), notes);
      }
    }
  }

  /** The bytes of {@code whole} with other values in some fields; the caller closes them. */
  SecretValue edited(Secret whole, Reference reference, Map<Pointer, SecretValue> values) {
    try {
      Document document = fields.document(whole);
      if (document.format() == DocumentFormat.OPAQUE) {
        throw new InvalidInputException(
            "it is plain text and has no fields", "write it as a whole, without a field");
      }
      for (Map.Entry<Pointer, SecretValue> field : values.entrySet()) {
        Pointer pointer = field.getKey();
        document = edit(document, pointer, document.find(pointer), field.getValue());
      }
      return SecretValue.takeOwnership(document.bytes());
    } catch (InvalidInputException failure) {
      throw failure.in("'" + reference + "'");
    }
  }

  /** What stands at {@code reference} in a file, in the envelope that it or the file is in. */
  byte[] asProtected(FileStore store, Secret whole, Reference reference) {
    if (reference.pointer().isRoot()) {
      return store.envelopeLike(reference.path(), whole.value());
    }
    Node field =
        fields.document(whole).find(reference.pointer()).orElseThrow(() -> noField(reference));
    if (field instanceof Node.Scalar scalar && fields.codec(scalar).isPresent()) {
      return scalar.text().getBytes(StandardCharsets.UTF_8);
    }
    try (SecretValue value = fields.value(field)) {
      return store.envelopeLike(reference.path(), value);
    }
  }

  private static SecretNotFoundException noField(Reference reference) {
    return new SecretNotFoundException("'" + reference + "': no such field");
  }

  SecretStore writable(Reference reference) {
    if (reference.version() != VersionSelector.current()) {
      throw new UnsupportedCapabilityException(
          "'" + reference + "': only the current version can be written");
    }
    return stores.get(reference);
  }

  /** A new document, JSON where the name does not tell otherwise. */
  private SecretVersion create(
      SecretStore store,
      Reference reference,
      Map<Pointer, SecretValue> values,
      WriteCondition condition,
      SecretNotes notes) {
    if (condition != WriteCondition.any() && condition != WriteCondition.createOnly()) {
      throw Resolver.absent(reference, store);
    }
    String name = reference.path().value();
    DocumentFormat format = DocumentFormat.ofFileName(name);
    boolean json = format == DocumentFormat.OPAQUE || format == DocumentFormat.JSON;
    try (Secret empty =
            Secret.of(name, SecretValue.ofText(json ? "{}" : ""), SecretVersion.of("none"));
        SecretValue content = edited(empty, reference, values)) {
      return store.put(reference.path(), content, WriteCondition.createOnly(), notes);
    }
  }

  private SecretVersion putField(
      SecretStore store,
      Reference reference,
      SecretValue value,
      WriteCondition condition,
      SecretNotes notes,
      NewValues form) {
    Secret whole =
        store
            .find(reference.path(), VersionSelector.current())
            .orElseThrow(() -> Resolver.absent(reference, store));
    try (whole) {
      Document document = fields.document(whole);
      Optional<Node> before = document.find(reference.pointer());
      check(reference, before, condition, whole.version());
      Document after = edit(document, reference.pointer(), before, value, form);
      try (SecretValue content = SecretValue.takeOwnership(after.bytes())) {
        return store.put(
            reference.path(), content, WriteCondition.ifVersion(whole.version().id()), notes);
      }
    } catch (InvalidInputException failure) {
      throw failure.in("'" + reference + "'");
    }
  }

  private Document edit(
      Document document, Pointer pointer, Optional<Node> before, SecretValue value) {
    return edit(document, pointer, before, value, NewValues.LIKE_OTHERS);
  }

  private Document edit(
      Document document,
      Pointer pointer,
      Optional<Node> before,
      SecretValue value,
      NewValues form) {
    Optional<Node.Scalar> scalar =
        before.filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast);
    Optional<SecretCodec> codec = scalar.flatMap(fields::codec);
    if (codec.isPresent()) {
      return changed(document, pointer, scalar.orElseThrow(), codec.get(), value);
    }
    Optional<Node.Scalar> other =
        before.isEmpty() && form == NewValues.LIKE_OTHERS ? inline(document) : Optional.empty();
    return other
        .map(like -> document.withTagged(pointer, like.tag().orElseThrow(), encoded(like, value)))
        // documents are made of strings
        .orElseGet(() -> document.with(pointer, value.revealAsString()));
  }

  /** What stays the same keeps its bytes, which would be others each time. */
  private Document changed(
      Document document,
      Pointer pointer,
      Node.Scalar scalar,
      SecretCodec codec,
      SecretValue value) {
    try (SecretValue now = fields.value(scalar)) {
      return now.matches(value)
          ? document
          : document.withTagged(
              pointer, scalar.tag().orElseThrow(), encode(codec, scalar.text(), value));
    }
  }

  /** The first value of the document that is in an envelope: others are to be like it. */
  private Optional<Node.Scalar> inline(Document document) {
    return InlineValues.of(document, scalar -> fields.codec(scalar).isPresent()).stream()
        .findFirst()
        .map(InlineValues.Found::scalar);
  }

  private String encoded(Node.Scalar like, SecretValue value) {
    return encode(fields.codec(like).orElseThrow(), like.text(), value);
  }

  private static String encode(SecretCodec codec, String previous, SecretValue value) {
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    value.use(
        plaintext -> {
          try {
            codec.encodeLike(
                ByteSource.of(previous.getBytes(StandardCharsets.UTF_8)),
                ByteSource.of(plaintext),
                envelope);
            return envelope;
          } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
          }
        });
    return envelope.toString(StandardCharsets.UTF_8);
  }

  private static void check(
      Reference reference, Optional<?> before, WriteCondition condition, SecretVersion version) {
    if (condition == WriteCondition.Simple.CREATE_ONLY && before.isPresent()) {
      throw new WriteConflictException("'" + reference + "' exists already");
    }
    if (condition == WriteCondition.Simple.REPLACE_ONLY && before.isEmpty()) {
      throw noField(reference);
    }
    if (condition instanceof WriteCondition.IfVersion expected
        && !expected.id().equals(version.id())) {
      throw new WriteConflictException("'" + reference + "' was changed meanwhile");
    }
  }
}
