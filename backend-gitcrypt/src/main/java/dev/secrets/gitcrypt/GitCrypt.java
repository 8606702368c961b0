package dev.secrets.gitcrypt;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.CodecSetUp;
import dev.secrets.spi.SecretCodec;
import dev.secrets.spi.SecretCodecProvider;
import dev.secrets.spi.SpiLevel;
import java.util.Optional;

/**
 * git-crypt's blobs as a codec: byte for byte what git-crypt 0.4 to 0.8 write and read. It needs
 * neither git nor git-crypt, and reads a locked clone as well as an unlocked one.
 *
 * <p>It is not for deciding which file is to be encrypted: that is what {@code .gitattributes} say,
 * and git that acts on it through {@link GitFilter}.
 *
 * <p>A blob does not name its key, so decoding tries every key at hand. They come, in this order,
 * from
 *
 * <ol>
 *   <li>the option {@code key-file}, which may be given several times,
 *   <li>the context's {@linkplain BackendContext#keys() key source}, which may be {@link
 *       dev.secrets.spi.KeySource#fromEnvironment the environment},
 *   <li>the repository that the context's directory lies in, if it is unlocked; after its keys
 *       those that were replaced in it, which decode only.
 * </ol>
 *
 * <p>Encoding takes the first of them that has the name given by the option {@code key-name}, or
 * the default key without it. It is deterministic: equal plaintext gives equal bytes, so whoever
 * sees two blobs learns whether their contents are equal.
 */
public final class GitCrypt implements SecretCodecProvider {

  @Override
  public String id() {
    return "git-crypt";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public int headLength() {
    return BlobHeader.MAGIC_LENGTH;
  }

  @Override
  public boolean recognizes(byte[] head) {
    return BlobHeader.hasMagic(head);
  }

  @Override
  public SecretCodec create(BackendContext context) {
    return new GitCryptCodec(context);
  }

  @Override
  public Optional<CodecSetUp> setUp(BackendContext context) {
    return Optional.of(new GitCryptSetUp(context));
  }
}
