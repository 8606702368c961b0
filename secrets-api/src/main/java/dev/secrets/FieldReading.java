package dev.secrets;

import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Secrets taken for documents: parsing them, finding a field, opening inline envelopes. */
final class FieldReading {

  private final Codecs codecs;
  private final Map<String, String> environment;

  FieldReading(Codecs codecs, Map<String, String> environment) {
    this.codecs = codecs;
    this.environment = environment;
  }

  /**
   * The document that {@code secret} is; its format goes by name, and by content for a plain name.
   */
  Document document(Secret secret) {
    return secret.use(bytes -> Document.parse(format(secret.name(), bytes), bytes, environment));
  }

  /** The bytes of a field: a single value's text, the JSON of anything larger. */
  SecretValue value(Node node) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.type() == Node.Type.NULL) {
        throw new SecretNotFoundException("the field has no value");
      }
      return codec(scalar)
          .map(codec -> open(codec, scalar))
          .orElseGet(() -> SecretValue.ofText(scalar.text()));
    }
    refuseTaggedCollections(node);
    return SecretValue.ofText(NodeJson.write(node, this::text));
  }

  /** An envelope is one text. A list or mapping in its place would pass for a value. */
  private void refuseTaggedCollections(Node node) {
    if (node instanceof Node.Scalar) {
      return;
    }
    if (node.tag().flatMap(codecs::providerForTag).isPresent()) {
      throw new MalformedEnvelopeException(
              "a list or mapping stands where an encrypted value should")
          .in(node.position().toString());
    }
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().values().forEach(this::refuseTaggedCollections);
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(this::refuseTaggedCollections);
    }
  }

  /** The text of a scalar, decoded when it stands under a codec's tag. */
  String text(Node.Scalar scalar) {
    Optional<SecretCodec> codec = codec(scalar);
    if (codec.isEmpty()) {
      return scalar.text();
    }
    try (SecretValue value = open(codec.get(), scalar)) {
      return value.revealAsString(); // it becomes part of a document of strings
    }
  }

  /** The codec whose envelope {@code scalar} holds; empty for plain values. */
  Optional<SecretCodec> codec(Node.Scalar scalar) {
    return scalar.tag().flatMap(codecs::forTag);
  }

  private static SecretValue open(SecretCodec codec, Node.Scalar scalar) {
    SecretBuffer plaintext = new SecretBuffer();
    try {
      codec.decode(ByteSource.of(scalar.text().getBytes(StandardCharsets.UTF_8)), plaintext);
      return plaintext.take();
    } catch (SecretsException failure) {
      throw failure.in(scalar.position().toString());
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    } finally {
      plaintext.wipe();
    }
  }

  private static DocumentFormat format(String name, byte[] bytes) {
    DocumentFormat byName = DocumentFormat.ofFileName(name);
    return byName == DocumentFormat.OPAQUE ? DocumentFormat.ofContent(bytes) : byName;
  }
}
