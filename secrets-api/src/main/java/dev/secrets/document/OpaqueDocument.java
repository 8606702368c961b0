package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.SecretNotFoundException;
import dev.secrets.document.Node.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Bytes without fields: one string if they are UTF-8, else one binary value. */
final class OpaqueDocument implements Document {

  private static final Position START = new Position(1, 1);

  private final byte[] content;
  private final Scalar root;

  private OpaqueDocument(byte[] content) {
    this.content = content;
    this.root = root(content);
  }

  static OpaqueDocument of(byte[] content) {
    return new OpaqueDocument(content.clone());
  }

  @Override
  public DocumentFormat format() {
    return DocumentFormat.OPAQUE;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Document with(Pointer pointer, String text) {
    return pointer.isRoot()
        ? new OpaqueDocument(text.getBytes(StandardCharsets.UTF_8))
        : new OpaqueDocument(json(pointer).with(pointer, text).bytes());
  }

  @Override
  public Document without(Pointer pointer) {
    if (pointer.isRoot()) {
      throw new InvalidInputException("the whole document is no field that could be edited");
    }
    return new OpaqueDocument(json(pointer).without(pointer).bytes());
  }

  @Override
  public byte[] bytes() {
    return content.clone();
  }

  /** What has no fields of its own may still hold a JSON object. */
  private Document json(Pointer pointer) {
    if (Fields.json(root).isEmpty()) {
      throw new SecretNotFoundException("the document has no field '" + pointer.parent() + "'");
    }
    return Document.parse(DocumentFormat.JSON, content, Map.of());
  }

  private static Scalar root(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return Scalar.string(START, text);
    } catch (CharacterCodingException notText) {
      String base64 = Base64.getEncoder().encodeToString(content);
      return new Scalar(START, Optional.empty(), Node.Type.BINARY, base64);
    }
  }

  @Override
  public String toString() {
    return "Document[OPAQUE]";
  }
}
