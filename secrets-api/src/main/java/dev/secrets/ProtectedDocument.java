package dev.secrets;

import dev.secrets.InlineValues.Found;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node.Scalar;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileMode;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A file in which single values may be envelopes, and the changes of those values. */
final class ProtectedDocument {

  private final Path file;
  private final byte[] before;
  private final ValueCoding values;
  private final Map<String, String> variables;
  private final Document document;

  /**
   * Of {@code content}, which is that of {@code file}.
   *
   * @param variables what the document's references to variables mean
   * @throws InvalidInputException if it is no document that can have such values
   */
  ProtectedDocument(Path file, byte[] content, ValueCoding values, Map<String, String> variables) {
    this.file = file;
    before = content;
    this.values = values;
    this.variables = variables;
    document = parse(content);
  }

  /** Whether the format of {@code file} has tags. */
  static boolean isPossible(Path file) {
    DocumentFormat format = DocumentFormat.ofFileName(file.toString());
    return format == DocumentFormat.YAML || format == DocumentFormat.JSON;
  }

  /** JSON is read as Ansible reads it, where an object of one field may be an envelope. */
  private Document parse(byte[] content) {
    if (!isPossible(file)) {
      throw new InvalidInputException("'" + file + "' is no document with single values");
    }
    try {
      return Document.parse(DocumentFormat.YAML, content, variables);
    } catch (InvalidInputException failure) {
      throw failure.in("'" + file + "'");
    }
  }

  List<Found> envelopes() {
    return InlineValues.of(document, values::isEnvelope);
  }

  List<Pointer> places() {
    return envelopes().stream().map(Found::pointer).toList();
  }

  /** Those that are envelopes already stay as they are. */
  FileChange encrypt(Collection<Pointer> fields, String tag, SecretCodec codec) {
    return edited(
        fields,
        (edited, value) ->
            values.isEnvelope(value.scalar())
                ? edited
                : edited.withTagged(
                    value.pointer(), tag, ValueCoding.encoded(codec, value.scalar().text())),
        FileMode.KEPT);
  }

  FileChange decrypt(Collection<Pointer> fields) {
    return edited(
        fields,
        (edited, value) -> edited.with(value.pointer(), values.decoded(value.scalar())),
        FileMode.OWNER_ONLY);
  }

  /** Moves them to the keys of {@code renewed}. */
  FileChange rekey(Collection<Pointer> fields, ValueCoding renewed) {
    List<Found> wanted =
        envelopes().stream()
            .filter(value -> fields.contains(value.pointer()))
            .filter(value -> isOwn(value.pointer(), fields))
            .toList();
    if (wanted.isEmpty()) {
      throw new MalformedEnvelopeException("'" + file + "': what is named is not encrypted");
    }
    // In parallel, since each costs two key derivations.
    Map<Pointer, Scalar> scalars =
        wanted.parallelStream()
            .collect(
                Collectors.toConcurrentMap(
                    Found::pointer, value -> rekeyed(value.scalar(), renewed)));
    return replaced(document.withAll(scalars).bytes(), FileMode.KEPT);
  }

  private Scalar rekeyed(Scalar scalar, ValueCoding renewed) {
    try {
      return renewed.encodedAnew(scalar);
    } catch (SecretsException failure) {
      throw failure.in("'" + file + "', " + scalar.position());
    }
  }

  /** All of it, with decrypted values marked. The caller closes it. */
  SecretValue view() {
    return SecretValue.takeOwnership(marked().document().bytes());
  }

  /** What somebody made of the {@link #view}; values that are new are encoded by {@code codec}. */
  FileChange edit(SecretValue edited, Supplier<SecretCodec> codec) {
    Document after =
        marked()
            .restored(
                parse(edited.copyBytes()),
                (previous, text) ->
                    previous
                        .map(scalar -> values.encodedLike(scalar, text))
                        .orElseGet(() -> ValueCoding.encoded(codec.get(), text)));
    return replaced(after.bytes(), FileMode.KEPT);
  }

  private MarkedDocument marked() {
    try {
      return new MarkedDocument(document, values::isEnvelope, values::decoded);
    } catch (SecretsException failure) {
      throw failure.in("'" + file + "'");
    }
  }

  private FileChange edited(
      Collection<Pointer> fields, BiFunction<Document, Found, Document> edit, FileMode mode) {
    Document edited = document;
    for (Pointer field : fields) {
      Scalar scalar = scalar(edited, field);
      if (isOwn(field, fields)) {
        edited = edit.apply(edited, new Found(field, scalar));
      }
    }
    return replaced(edited.bytes(), mode);
  }

  private Scalar scalar(Document edited, Pointer field) {
    return edited
        .find(field)
        .filter(Scalar.class::isInstance)
        .map(Scalar.class::cast)
        .orElseThrow(
            () ->
                new SecretNotFoundException(
                    "'" + file + "' has no single value at '" + field + "'"));
  }

  /** What is reached through an anchor or a merge changes where it stands, unless named alone. */
  private boolean isOwn(Pointer field, Collection<Pointer> fields) {
    return fields.size() == 1 || document.source(field).isPresent();
  }

  private FileChange replaced(byte[] after, FileMode mode) {
    return replaced(file, before, after, mode);
  }

  /** A file of this content becomes one of that. */
  static FileChange replaced(Path file, byte[] before, byte[] after, FileMode mode) {
    return new FileChange(
        file,
        out -> out.write(after),
        written -> requireContent(written, after, "does not read back"),
        target -> requireContent(target, before, "was changed meanwhile"),
        mode);
  }

  private static void requireContent(Path file, byte[] content, String otherwise)
      throws IOException {
    if (!Arrays.equals(Files.readAllBytes(file), content)) {
      throw new WriteConflictException("the file " + otherwise);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }
}
