package dev.secrets;

import dev.secrets.InlineValues.Found;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node.Scalar;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileChanges;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileMode;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Files, and single values in documents, put into envelopes, out of them, or moved to another key.
 * Nothing is written here: what comes out are changes, to be carried out together by {@link
 * FileChanges} while this is open.
 *
 * <p>A whole file is recognized by its head, an inline value by its tag. An edit of a document
 * touches the lines of the value alone. Thread-safe until {@link Secrets} is closed.
 */
public final class Protection {

  private final BackendContext context;
  private final Codecs codecs;
  private final Codecs rekeying;

  Protection(BackendContext context, Codecs codecs) {
    this.context = context;
    this.codecs = codecs;
    rekeying = codecs.rekeying();
  }

  /** The files that {@code place} means: itself, or all below a directory that are protected. */
  public List<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    return FileListing.of(place, "").map(place::resolve).filter(this::isProtected).toList();
  }

  /** Whether {@code file} is an envelope as a whole, or a document with inline ones. */
  public boolean isProtected(Path file) {
    try {
      return wholeFile(file).isPresent()
          || (hasTags(file) && !inline(document(file, read(file))).isEmpty());
    } catch (InvalidInputException noDocument) {
      return false;
    }
  }

  /**
   * Puts a whole file into an envelope.
   *
   * @param codec the name of the codec
   * @throws WriteConflictException if it is one already
   */
  public FileChange encrypt(Path file, String codec) {
    if (wholeFile(file).isPresent()) {
      throw new WriteConflictException("'" + file + "' is encrypted already");
    }
    return EnvelopeChange.encrypt(codecs.codec(codecs.named(codec)), file, file);
  }

  /** Puts the values of some fields into envelopes; those that are already stay as they are. */
  public FileChange encrypt(Path file, Collection<Pointer> fields, String codec) {
    SecretCodecProvider provider = codecs.named(codec);
    String tag =
        provider
            .yamlTag()
            .orElseThrow(
                () ->
                    new UnsupportedCapabilityException(
                        "'" + codec + "' protects whole files and no single values"));
    return edited(
        file,
        fields,
        (document, value) ->
            isInline(value.scalar())
                ? document
                : document.withTagged(
                    value.pointer(), tag, encoded(codecs.codec(provider), value.scalar().text())),
        FileMode.KEPT);
  }

  /**
   * Takes a whole file, or all inline values of a document, out of their envelopes.
   *
   * @throws MalformedEnvelopeException if there is no envelope
   */
  public FileChange decrypt(Path file) {
    Optional<SecretCodecProvider> whole = wholeFile(file);
    if (whole.isPresent()) {
      return EnvelopeChange.decrypt(codecs.codec(whole.get()), file, file);
    }
    return decrypt(file, inlinePointers(file));
  }

  /** Takes the values of some fields out of their envelopes. */
  public FileChange decrypt(Path file, Collection<Pointer> fields) {
    return edited(
        file,
        fields,
        (document, value) -> document.with(value.pointer(), decoded(codecs, value.scalar())),
        FileMode.OWNER_ONLY);
  }

  /**
   * Moves a whole file, or all inline values of a document, to another key.
   *
   * @throws MalformedEnvelopeException if there is no envelope
   */
  public FileChange rekey(Path file) {
    Optional<SecretCodecProvider> whole = wholeFile(file);
    return whole.isPresent()
        ? EnvelopeChange.rekey(rekeying.codec(whole.get()), file)
        : rekey(file, inlinePointers(file));
  }

  /** Moves the values of some fields to another key. */
  public FileChange rekey(Path file, Collection<Pointer> fields) {
    byte[] before = read(file);
    Document document = document(file, before);
    List<Found> wanted =
        inline(document).stream()
            .filter(value -> fields.contains(value.pointer()))
            .filter(value -> fields.size() == 1 || document.source(value.pointer()).isPresent())
            .toList();
    if (wanted.isEmpty()) {
      throw new MalformedEnvelopeException("'" + file + "': what is named is not encrypted");
    }
    Map<Pointer, Scalar> renewed =
        wanted.parallelStream()
            .collect(Collectors.toConcurrentMap(Found::pointer, value -> rekeyed(file, value)));
    return replaced(file, before, document.withAll(renewed).bytes(), FileMode.KEPT);
  }

  /**
   * The plaintext of a file: of all of it, or with its inline values decrypted and marked by the
   * tag {@link Document#DECRYPTED}. The caller closes it.
   */
  public SecretValue view(Path file) {
    byte[] content = read(file);
    Optional<SecretCodecProvider> whole = codecs.recognize(content);
    if (whole.isPresent()) {
      return decoded(codecs.codec(whole.get()), content, file);
    }
    return hasTags(file)
        ? SecretValue.takeOwnership(marked(document(file, content)).bytes())
        : SecretValue.takeOwnership(content);
  }

  /**
   * The change that makes of {@code file} what somebody made of its {@link #view}. An inline value
   * that is still the same keeps its envelope byte for byte, one that is new or changed is
   * encrypted.
   */
  public FileChange edit(Path file, SecretValue edited) {
    byte[] before = read(file);
    Optional<SecretCodecProvider> whole = codecs.recognize(before);
    if (whole.isPresent()) {
      return EnvelopeChange.rewrite(codecs.codec(whole.get()), file, before, edited);
    }
    if (!hasTags(file)) {
      return replaced(file, before, edited.copyBytes(), FileMode.KEPT);
    }
    MarkedDocument marked = new MarkedDocument(document(file, before), this::isInline, this::text);
    byte[] after =
        marked
            .restored(
                document(file, edited.copyBytes()),
                (previous, text) ->
                    previous
                        .map(scalar -> encodedLike(scalar, text))
                        .orElseGet(() -> encoded(defaultInline(), text)))
            .bytes();
    return replaced(file, before, after, FileMode.KEPT);
  }

  private Document marked(Document document) {
    return new MarkedDocument(document, this::isInline, this::text).document();
  }

  private String text(Scalar scalar) {
    return decoded(codecs, scalar);
  }

  private SecretCodec defaultInline() {
    return codecs
        .forTag(MarkedDocument.TAG)
        .orElseThrow(
            () ->
                new UnsupportedCapabilityException(
                    "no codec for new values under '" + MarkedDocument.TAG + "' is installed"));
  }

  private List<Pointer> inlinePointers(Path file) {
    List<Pointer> pointers = List.of();
    if (hasTags(file)) {
      pointers = inline(document(file, read(file))).stream().map(Found::pointer).toList();
    }
    if (pointers.isEmpty()) {
      throw new MalformedEnvelopeException("'" + file + "' is not encrypted, nor is a value in it");
    }
    return pointers;
  }

  private FileChange edited(
      Path file,
      Collection<Pointer> fields,
      BiFunction<Document, Found, Document> edit,
      FileMode mode) {
    byte[] before = read(file);
    Document document = document(file, before);
    for (Pointer field : fields) {
      Scalar scalar =
          document
              .find(field)
              .filter(Scalar.class::isInstance)
              .map(Scalar.class::cast)
              .orElseThrow(
                  () ->
                      new SecretNotFoundException(
                          "'" + file + "' has no single value at '" + field + "'"));
      if (document.source(field).isPresent() || fields.size() == 1) {
        document = edit.apply(document, new Found(field, scalar));
      }
    }
    return replaced(file, before, document.bytes(), mode);
  }

  private static FileChange replaced(Path file, byte[] before, byte[] after, FileMode mode) {
    return new FileChange(
        file,
        out -> out.write(after),
        written -> require(Arrays.equals(Files.readAllBytes(written), after), "does not read back"),
        target ->
            require(Arrays.equals(Files.readAllBytes(target), before), "was changed meanwhile"),
        mode);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new WriteConflictException("the file " + otherwise);
    }
  }

  private Scalar rekeyed(Path file, Found value) {
    Scalar scalar = value.scalar();
    SecretCodec codec =
        rekeying.forTag(scalar.tag().orElseThrow()).orElseThrow(IllegalStateException::new);
    byte[] previous = scalar.text().getBytes(StandardCharsets.UTF_8);
    try (SecretValue plaintext = decoded(codec, previous, Path.of(""))) {
      return new Scalar(
          scalar.position(), scalar.tag(), scalar.type(), encodedLike(codec, previous, plaintext));
    } catch (SecretsException failure) {
      throw failure.in("'" + file + "', " + scalar.position());
    }
  }

  private String encodedLike(Scalar previous, String text) {
    SecretCodec codec =
        codecs.forTag(previous.tag().orElseThrow()).orElseThrow(IllegalStateException::new);
    try (SecretValue plaintext = SecretValue.ofText(text)) {
      return encodedLike(codec, previous.text().getBytes(StandardCharsets.UTF_8), plaintext);
    }
  }

  private static String encodedLike(SecretCodec codec, byte[] previous, SecretValue plaintext) {
    return inMemory(
        plaintext,
        bytes -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          codec.encodeLike(ByteSource.of(previous), ByteSource.of(bytes), out);
          return out.toString(StandardCharsets.UTF_8);
        });
  }

  private static String encoded(SecretCodec codec, String text) {
    try (SecretValue plaintext = SecretValue.ofText(text)) {
      return inMemory(
          plaintext,
          bytes -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            codec.encode(ByteSource.of(bytes), out);
            return out.toString(StandardCharsets.UTF_8);
          });
    }
  }

  private interface Coding {
    String of(byte[] plaintext) throws IOException;
  }

  private static String inMemory(SecretValue plaintext, Coding coding) {
    Function<byte[], String> work =
        bytes -> {
          try {
            return coding.of(bytes);
          } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be read and written", impossible);
          }
        };
    return plaintext.use(work);
  }

  private static String decoded(Codecs codecs, Scalar scalar) {
    SecretCodec codec =
        codecs
            .forTag(scalar.tag().orElse(""))
            .orElseThrow(
                () -> new MalformedEnvelopeException(scalar.position() + " is not encrypted"));
    byte[] envelope = scalar.text().getBytes(StandardCharsets.UTF_8);
    try (SecretValue value = decoded(codec, envelope, Path.of(""))) {
      return value.revealAsString(); // it becomes part of a document of strings
    } catch (SecretsException failure) {
      throw failure.in(scalar.position().toString());
    }
  }

  private static SecretValue decoded(SecretCodec codec, byte[] envelope, Path file) {
    SecretBuffer plaintext = new SecretBuffer();
    try {
      codec.decode(ByteSource.of(envelope), plaintext);
      return plaintext.take();
    } catch (SecretsException failure) {
      throw file.toString().isEmpty() ? failure : failure.in("'" + file + "'");
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be read and written", impossible);
    } finally {
      plaintext.wipe();
    }
  }

  private Optional<SecretCodecProvider> wholeFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return codecs.recognize(in.readNBytes(codecs.headLength()));
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private static boolean hasTags(Path file) {
    DocumentFormat format = DocumentFormat.ofFileName(file.toString());
    return format == DocumentFormat.YAML || format == DocumentFormat.JSON;
  }

  /** JSON is read as Ansible reads it, where an object of one field may be an envelope. */
  private Document document(Path file, byte[] content) {
    if (!hasTags(file)) {
      throw new InvalidInputException("'" + file + "' is no document with single values");
    }
    try {
      return Document.parse(DocumentFormat.YAML, content, context.environment());
    } catch (InvalidInputException failure) {
      throw failure.in("'" + file + "'");
    }
  }

  private List<Found> inline(Document document) {
    return InlineValues.of(document, this::isInline);
  }

  private boolean isInline(Scalar scalar) {
    return scalar.tag().flatMap(codecs::forTag).isPresent();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  void close() {
    rekeying.close();
  }
}
