package dev.secrets.spi;

import dev.secrets.UnsupportedCapabilityException;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes the codec of one envelope and recognizes what it wrote. Found as {@link
 * SecretStoreProvider} is.
 */
public interface SecretCodecProvider {

  /** The codec's name: {@code ansible-vault} and {@code git-crypt} are ours. */
  String id();

  /** {@link SpiLevel#CURRENT}, as it was when the provider was compiled. */
  int spiLevel();

  /** How many bytes from the start of a file {@link #recognizes} wants to see. */
  int headLength();

  /**
   * Whether a file that begins with {@code head} is such an envelope. Pure, and total: any array,
   * also a shorter one, gets an answer.
   */
  boolean recognizes(byte[] head);

  /** The tag of YAML scalars that hold this envelope, such as {@code !vault}; empty if none do. */
  default Optional<String> yamlTag() {
    return Optional.empty();
  }

  /** Whether scalars under {@code tag} hold this envelope; older names of the tag count too. */
  default boolean readsTag(String tag) {
    return yamlTag().filter(tag::equals).isPresent();
  }

  /**
   * The salt of an envelope, for codecs whose key depends on a password and a salt that must never
   * serve twice. Needs no key; empty if the codec has no salts or this is no envelope of its.
   */
  default Optional<EnvelopeSalt> salt(ByteSource envelope) throws IOException {
    return Optional.empty();
  }

  /** A codec that finds its keys through {@code context}, when it first needs one. */
  SecretCodec create(BackendContext context);

  /** How a project is made ready for this codec; empty if it does not know. */
  default Optional<CodecSetUp> setUp(BackendContext context) {
    return Optional.empty();
  }

  /**
   * A codec that moves envelopes to another key, which options that begin with {@code new-} name.
   * It decodes under the old keys and the new one; it encodes under the new one. Its {@link
   * SecretCodec#encodeLike} throws {@link dev.secrets.WriteConflictException} if {@code previous}
   * is under the new key already.
   *
   * @throws UnsupportedCapabilityException if the keys of this codec cannot be changed
   */
  default SecretCodec rekeying(BackendContext context) {
    throw new UnsupportedCapabilityException("'" + id() + "' cannot change keys file by file");
  }
}
