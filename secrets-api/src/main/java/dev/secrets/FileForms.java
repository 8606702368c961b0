package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.file.FileChange;
import dev.secrets.file.FileFailure;
import dev.secrets.file.FileMode;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.CodecSetUp;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forms in which a file can be kept: as plaintext, or in the envelope of a codec that is
 * installed. Nothing is written here; a change is to be carried out while {@link Secrets} is open.
 */
public final class FileForms {

  private final BackendContext context;
  private final Codecs codecs;

  FileForms(BackendContext context, Codecs codecs) {
    this.context = context;
    this.codecs = codecs;
  }

  /** The codec in whose envelope {@code content} is; empty for plaintext. */
  public Optional<String> of(byte[] content) {
    return codecs.recognize(content).map(SecretCodecProvider::id);
  }

  /** Whether a codec of that name is installed. */
  public boolean isCodec(String name) {
    return codecs.isInstalled(name);
  }

  /**
   * How a project is made ready for a codec.
   *
   * @throws UnsupportedCapabilityException if there is no such codec, or it does not say
   */
  public CodecSetUp setUp(String codec) {
    return codecs
        .named(codec)
        .setUp(context)
        .orElseThrow(
            () -> new UnsupportedCapabilityException("'" + codec + "' cannot set up a project"));
  }

  /** The same of every codec that says how, by its name. */
  public Map<String, CodecSetUp> setUps() {
    Map<String, CodecSetUp> setUps = new LinkedHashMap<>();
    codecs
        .providers()
        .forEach(each -> each.setUp(context).ifPresent(setUp -> setUps.put(each.id(), setUp)));
    return setUps;
  }

  /** The fields of a YAML or JSON file whose values are envelopes; none in another file. */
  public List<Pointer> inlineValues(String path, byte[] content) {
    return document(path, content).stream()
        .flatMap(document -> InlineValues.of(document, this::isInline).stream())
        .map(InlineValues.Found::pointer)
        .toList();
  }

  /** Whether there are any. */
  public boolean hasInlineValues(String path, byte[] content) {
    return !inlineValues(path, content).isEmpty();
  }

  /**
   * The text of a value that is an envelope in a document.
   *
   * @throws MalformedEnvelopeException if it is none
   */
  public String inlineText(String path, byte[] content, Pointer field) {
    return document(path, content)
        .flatMap(document -> document.find(field))
        .filter(node -> node instanceof Node.Scalar scalar && isInline(scalar))
        .map(node -> new FieldReading(codecs, Map.of()).text((Node.Scalar) node))
        .orElseThrow(
            () ->
                new MalformedEnvelopeException(
                    "'" + path + "': the value at '" + field + "' is not encrypted"));
  }

  /** The envelope of a single value, as it stands under {@link #tag}. */
  public String inline(String codec, String text) {
    ByteArrayOutputStream envelope = new ByteArrayOutputStream();
    try (SecretValue value = SecretValue.ofText(text)) {
      encode(Optional.of(codecs.codec(codecs.named(codec))), Optional.empty(), value, envelope);
      return envelope.toString(StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written", impossible);
    }
  }

  /**
   * The tag of single values in envelopes of a codec.
   *
   * @throws UnsupportedCapabilityException if it protects whole files only
   */
  public String tag(String codec) {
    return codecs
        .named(codec)
        .yamlTag()
        .orElseThrow(
            () ->
                new UnsupportedCapabilityException(
                    "'" + codec + "' protects whole files and no single values"));
  }

  private boolean isInline(Node.Scalar scalar) {
    return scalar.tag().flatMap(codecs::forTag).isPresent();
  }

  private static Optional<Document> document(String path, byte[] content) {
    DocumentFormat format = DocumentFormat.ofFileName(path);
    if (format != DocumentFormat.YAML && format != DocumentFormat.JSON) {
      return Optional.empty();
    }
    try {
      return Optional.of(Document.parse(DocumentFormat.YAML, content, Map.of()));
    } catch (InvalidInputException noDocument) {
      return Optional.empty();
    }
  }

  /**
   * The change that makes {@code file} hold {@code content}, in the envelope of {@code codec} or as
   * plaintext; an envelope of that codec keeps its key. What is written is read back first. The
   * caller closes the content after the change was carried out.
   *
   * @param before what the file holds on the disk now; empty if there must be none
   */
  public FileChange write(
      Path file, Optional<byte[]> before, SecretValue content, Optional<String> codec) {
    Optional<SecretCodec> envelope = codec.map(name -> codecs.codec(codecs.named(name)));
    return new FileChange(
        file,
        out -> encode(envelope, before.filter(bytes -> of(bytes).equals(codec)), content, out),
        written -> verify(envelope, written, content),
        target -> requireUnchanged(file, before, target),
        FileMode.KEPT);
  }

  private static void encode(
      Optional<SecretCodec> envelope,
      Optional<byte[]> previous,
      SecretValue content,
      OutputStream out)
      throws IOException {
    byte[] plaintext = content.copyBytes();
    try {
      if (envelope.isEmpty()) {
        out.write(plaintext);
      } else if (previous.isPresent()) {
        ByteSource like = ByteSource.of(previous.get());
        envelope.get().encodeLike(like, ByteSource.of(plaintext), out);
      } else {
        envelope.get().encode(ByteSource.of(plaintext), out);
      }
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static void verify(Optional<SecretCodec> envelope, Path written, SecretValue meant)
      throws IOException {
    SecretBuffer readBack = new SecretBuffer();
    if (envelope.isPresent()) {
      envelope.get().decode(ByteSource.of(written), readBack);
    } else {
      Files.copy(written, readBack);
    }
    try (SecretValue found = readBack.take()) {
      if (!found.matches(meant)) {
        throw new StorageException("what was written does not read back the same");
      }
    }
  }

  private static void requireUnchanged(Path file, Optional<byte[]> before, Path target) {
    try {
      boolean same =
          before.isPresent()
              ? Files.exists(target)
                  && MessageDigest.isEqual(Files.readAllBytes(target), before.get())
              : !Files.exists(target);
      if (!same) {
        throw new WriteConflictException("'" + file + "' was changed meanwhile");
      }
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }
}
