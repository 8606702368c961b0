package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.SecretNotFoundException;
import java.util.Map;
import java.util.Optional;

/**
 * The plaintext of a secret seen as fields. Immutable: an edit gives a new document, in which every
 * byte outside the edited field is as it was: comments, order, quoting, anchors, line ends, byte
 * order mark.
 *
 * <p>Fields are strings in memory and cannot be wiped; drop the document soon.
 */
public interface Document {

  /**
   * Reads {@code content}.
   *
   * @param environment the variables that {@code ${X}} in dotenv values refers to before the file's
   *     own; other formats ignore it
   * @throws InvalidInputException if it is not of the format, with line and column and without the
   *     text found there
   */
  static Document parse(DocumentFormat format, byte[] content, Map<String, String> environment) {
    return format.read(content, environment);
  }

  /** The tag of a value that is shown as plaintext and is protected where it is kept. */
  String DECRYPTED = "!decrypted";

  DocumentFormat format();

  /**
   * The whole document; a mapping for every format but JSON and YAML of another shape, and opaque.
   */
  Node root();

  /**
   * The field at {@code pointer}; empty when there is none. Where a step leads into a string that
   * holds a JSON object or array, the pointer goes on inside it.
   */
  default Optional<Node> find(Pointer pointer) {
    return Fields.find(root(), pointer);
  }

  /**
   * The document with the field at {@code pointer} set to the string {@code text}. An absent field
   * is added at the end of the mapping that its parent pointer leads to; a scalar is spelled so
   * that it reads back as this string.
   *
   * @throws SecretNotFoundException if the parent is absent
   * @throws InvalidInputException if the place holds a mapping or sequence, is reached through an
   *     alias or a merge (the message says where the anchor stands), or the format cannot spell the
   *     value
   */
  Document with(Pointer pointer, String text);

  /**
   * As {@link #with(Pointer, String)}, written under {@code tag} as a block of lines, such as an
   * inline vault.
   *
   * @throws InvalidInputException for a format without tags
   */
  default Document withTagged(Pointer pointer, String tag, String text) {
    throw new InvalidInputException(format() + " documents have no tagged values");
  }

  /**
   * The document with other values in several fields, each of which is a single value now; all of
   * them in one change.
   *
   * @throws InvalidInputException as {@link #with} and {@link #withTagged} do
   */
  default Document withAll(Map<Pointer, Node.Scalar> values) {
    throw new InvalidInputException(format() + " documents have no such edit");
  }

  /**
   * The text that spells the field at {@code pointer} here; empty if it is absent, or stands
   * elsewhere and is referred to.
   */
  default Optional<String> source(Pointer pointer) {
    return Optional.empty();
  }

  /**
   * The document with the field at {@code pointer} spelled as {@code source}, taken from another
   * document of the same layout.
   *
   * @throws InvalidInputException if that changes more than this field
   */
  default Document withSource(Pointer pointer, String source) {
    throw new InvalidInputException(format() + " documents have no such edit");
  }

  /**
   * The document without the field at {@code pointer}.
   *
   * @throws SecretNotFoundException if it is absent
   */
  Document without(Pointer pointer);

  /** The document's bytes; the caller wipes them. */
  byte[] bytes();
}
