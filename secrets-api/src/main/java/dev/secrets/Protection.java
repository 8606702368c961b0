package dev.secrets;

import dev.secrets.SharedSalt.Place;
import dev.secrets.document.Document;
import dev.secrets.document.Node.Scalar;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileChanges;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileMode;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.EnvelopeSalt;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
  private final ValueCoding values;

  Protection(BackendContext context, Codecs codecs) {
    this.context = context;
    this.codecs = codecs;
    rekeying = codecs.rekeying();
    values = new ValueCoding(codecs);
  }

  /** The files that {@code place} means: itself, or all below a directory that are protected. */
  public List<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    return FileListing.of(place, "").map(place::resolve).filter(this::isProtected).toList();
  }

  /** As {@link #files}, without those below a directory whose codec cannot change keys. */
  public List<Path> rekeyable(Path place) {
    return files(place).stream()
        .filter(file -> !Files.isDirectory(place) || isRekeyable(file))
        .toList();
  }

  private boolean isRekeyable(Path file) {
    try {
      wholeFile(file).ifPresent(rekeying::codec);
      return true;
    } catch (UnsupportedCapabilityException keysStay) {
      return false;
    }
  }

  /** The name of the codec that wrote a file which begins with {@code head}, if any did. */
  public Optional<String> recognize(byte[] head) {
    return codecs.recognize(head).map(SecretCodecProvider::id);
  }

  /** Whether {@code file} is an envelope as a whole, or a document with inline ones. */
  public boolean isProtected(Path file) {
    return wholeFile(file).isPresent() || !inlineValues(file).isEmpty();
  }

  /** The places of the inline values in {@code file} that are envelopes; none if it is another. */
  public List<Pointer> inlineValues(Path file) {
    return documentIfAny(file).map(ProtectedDocument::places).orElse(List.of());
  }

  private Optional<ProtectedDocument> documentIfAny(Path file) {
    try {
      return ProtectedDocument.isPossible(file) && wholeFile(file).isEmpty()
          ? Optional.of(document(file))
          : Optional.empty();
    } catch (InvalidInputException noDocument) {
      return Optional.empty();
    }
  }

  /** The envelopes in {@code files}, whole or inline, that share a salt and are no copies. */
  public List<SharedSalt> sharedSalts(Collection<Path> files) {
    SaltSearch search = new SaltSearch();
    for (Path file : files) {
      Place whole = new Place(file, Pointer.root());
      wholeFile(file).ifPresent(codec -> search.add(whole, salt(codec, ByteSource.of(file))));
      documentIfAny(file)
          .ifPresent(
              document ->
                  document
                      .envelopes()
                      .forEach(
                          value ->
                              search.add(new Place(file, value.pointer()), salt(value.scalar()))));
    }
    return search.shared();
  }

  private Optional<EnvelopeSalt> salt(Scalar envelope) {
    ByteSource text = ByteSource.of(envelope.text().getBytes(StandardCharsets.UTF_8));
    return codecs
        .providerForTag(envelope.tag().orElseThrow())
        .flatMap(provider -> salt(provider, text));
  }

  private static Optional<EnvelopeSalt> salt(SecretCodecProvider provider, ByteSource envelope) {
    try {
      return provider.salt(envelope);
    } catch (IOException | SecretsException unreadable) {
      return Optional.empty();
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
    return document(file).encrypt(fields, tag, codecs.codec(provider));
  }

  /**
   * Takes a whole file, or all inline values of a document, out of their envelopes.
   *
   * @throws MalformedEnvelopeException if there is no envelope
   */
  public FileChange decrypt(Path file) {
    Optional<SecretCodecProvider> whole = wholeFile(file);
    return whole.isPresent()
        ? EnvelopeChange.decrypt(codecs.codec(whole.get()), file, file)
        : decrypt(file, someInlineValues(file));
  }

  /** Takes the values of some fields out of their envelopes. */
  public FileChange decrypt(Path file, Collection<Pointer> fields) {
    return document(file).decrypt(fields);
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
        : rekey(file, someInlineValues(file));
  }

  /** Moves the values of some fields to another key. */
  public FileChange rekey(Path file, Collection<Pointer> fields) {
    return document(file).rekey(fields, new ValueCoding(rekeying));
  }

  /**
   * The plaintext of a file: of all of it, or with its inline values decrypted and marked by the
   * tag {@link Document#DECRYPTED}. The caller closes it.
   */
  public SecretValue view(Path file) {
    byte[] content = ProtectedDocument.read(file);
    Optional<SecretCodecProvider> whole = codecs.recognize(content);
    if (whole.isPresent()) {
      return decoded(whole.get(), content, file);
    }
    return ProtectedDocument.isPossible(file)
        ? document(file, content).view()
        : SecretValue.takeOwnership(content);
  }

  /**
   * The change that makes of {@code file} what somebody made of its {@link #view}. An inline value
   * that is still the same keeps its envelope byte for byte, one that is new or changed is
   * encrypted.
   */
  public FileChange edit(Path file, SecretValue edited) {
    byte[] before = ProtectedDocument.read(file);
    Optional<SecretCodecProvider> whole = codecs.recognize(before);
    if (whole.isPresent()) {
      return EnvelopeChange.rewrite(codecs.codec(whole.get()), file, before, edited);
    }
    return ProtectedDocument.isPossible(file)
        ? document(file, before).edit(edited, this::defaultInline)
        : ProtectedDocument.replaced(file, before, edited.copyBytes(), FileMode.KEPT);
  }

  private SecretCodec defaultInline() {
    return codecs
        .forTag(MarkedDocument.TAG)
        .orElseThrow(
            () ->
                new UnsupportedCapabilityException(
                    "no codec for new values under '" + MarkedDocument.TAG + "' is installed"));
  }

  private List<Pointer> someInlineValues(Path file) {
    List<Pointer> places = ProtectedDocument.isPossible(file) ? document(file).places() : List.of();
    if (places.isEmpty()) {
      throw new MalformedEnvelopeException("'" + file + "' is not encrypted, nor is a value in it");
    }
    return places;
  }

  private SecretValue decoded(SecretCodecProvider whole, byte[] envelope, Path file) {
    try {
      return ValueCoding.decoded(codecs.codec(whole), envelope);
    } catch (SecretsException failure) {
      throw failure.in("'" + file + "'");
    }
  }

  private Optional<SecretCodecProvider> wholeFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return codecs.recognize(in.readNBytes(codecs.headLength()));
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private ProtectedDocument document(Path file) {
    return document(file, ProtectedDocument.read(file));
  }

  private ProtectedDocument document(Path file, byte[] content) {
    return new ProtectedDocument(file, content, values, context.environment());
  }

  void close() {
    rekeying.close();
  }
}
