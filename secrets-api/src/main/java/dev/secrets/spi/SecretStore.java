package dev.secrets.spi;

import dev.secrets.DeleteMode;
import dev.secrets.Secret;
import dev.secrets.SecretDescription;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotes;
import dev.secrets.SecretPath;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Named secrets that live somewhere. It knows nothing of file formats, fields or terminals: a
 * secret is bytes with a version.
 *
 * <p>{@link #find} is all that every store does; {@link #capabilities} declares the rest, and what
 * is not declared throws {@link UnsupportedCapabilityException}. Every failure is one of the {@link
 * dev.secrets.SecretsException} family and names the path. Thread-safe until closed; using a closed
 * store is an {@link IllegalStateException}.
 *
 * <p>The laws are stated as tests in {@code SecretStoreContract} of secrets-testkit.
 */
public interface SecretStore extends AutoCloseable {

  /** What this opened store can do beyond reading one secret; constant while it is open. */
  Set<Capability> capabilities();

  /**
   * The secret at {@code path}, or empty when there is none, or none in that version. The caller
   * closes it.
   */
  Optional<Secret> find(SecretPath path, VersionSelector version);

  /**
   * The current versions of those of {@code paths} that exist, in the order asked; the caller
   * closes them. If one cannot be read for another reason than absence, the call fails as a whole
   * and whatever was read is wiped. Override it where asking for many at once is cheaper.
   */
  default Map<SecretPath, Secret> findAll(Collection<SecretPath> paths) {
    Map<SecretPath, Secret> found = new LinkedHashMap<>();
    try {
      for (SecretPath path : paths) {
        if (!found.containsKey(path)) {
          find(path, VersionSelector.current()).ifPresent(secret -> found.put(path, secret));
        }
      }
    } catch (RuntimeException failure) {
      found.values().forEach(Secret::close);
      throw failure;
    }
    return found;
  }

  /**
   * Names and times of the secrets whose path begins with {@code prefix}, sorted by path; never
   * their values. The caller closes the stream.
   */
  default Stream<SecretInfo> list(String prefix) {
    throw unsupported("list secrets");
  }

  /**
   * Writes {@code value} as the new current version, and returns that version. The caller keeps and
   * closes {@code value}. Writing the bytes that are there already may return the version that is
   * there. After a failure the secret is as it was.
   */
  default SecretVersion put(SecretPath path, SecretValue value, WriteCondition condition) {
    throw unsupported("write secrets");
  }

  /**
   * Whether {@link #put} could ever take {@code value} under this path; asks nobody. A refusal
   * comes as the exception that {@code put} would throw.
   */
  default void check(SecretPath path, SecretValue value) {}

  /**
   * As {@link #put(SecretPath, SecretValue, WriteCondition)}, and the secret has {@code notes} in
   * addition to those it had; a new one has them from its first moment.
   */
  default SecretVersion put(
      SecretPath path, SecretValue value, WriteCondition condition, SecretNotes notes) {
    if (notes.isEmpty()) {
      return put(path, value, condition);
    }
    throw unsupported("keep notes on secrets");
  }

  /** Deletes the secret; false when there was none. */
  default boolean delete(SecretPath path, DeleteMode mode) {
    throw unsupported("delete secrets");
  }

  /** The versions that can be read, newest first; empty when there is no such secret. */
  default List<SecretVersion> versions(SecretPath path) {
    throw unsupported("list versions");
  }

  /**
   * Writes {@code value} as a version that can be read by its id and is not the current one; of
   * several such versions the store may keep the newest only. The caller keeps and closes {@code
   * value}.
   *
   * @throws dev.secrets.SecretNotFoundException if there is no such secret
   */
  default SecretVersion stage(SecretPath path, SecretValue value) {
    throw unsupported("stage versions");
  }

  /**
   * Makes a version that is there the current one, in one step, and returns it; the one that was
   * current is {@link VersionSelector#previous} from then on. Of conditions only {@link
   * WriteCondition#any} and {@link WriteCondition#ifVersion} make sense.
   *
   * @throws dev.secrets.SecretNotFoundException if there is no such version
   */
  default SecretVersion promote(
      SecretPath path, VersionSelector version, WriteCondition condition) {
    throw unsupported("move stages");
  }

  /** Gives a staged version up; nothing happens if it is not staged. */
  default void withdraw(SecretPath path, SecretVersion staged) {
    throw unsupported("stage versions");
  }

  /**
   * Where it looks for a secret, for messages, such as {@code region 'us-east-1'}; empty when the
   * path tells all. Asks nobody.
   */
  default String whereabouts(SecretPath path) {
    return "";
  }

  /**
   * Brings a deleted secret back as it was; false when there is none that could be. Nothing happens
   * to a secret that is not deleted.
   */
  default boolean undelete(SecretPath path) {
    throw unsupported("bring back deleted secrets");
  }

  /** What is known of a secret beside its value, a deleted one too; empty when there is none. */
  default Optional<SecretDescription> describe(SecretPath path) {
    throw unsupported("describe secrets");
  }

  /**
   * Adds notes to a secret, in the place of those of the same name.
   *
   * @throws dev.secrets.SecretNotFoundException if there is no such secret
   */
  default void annotate(SecretPath path, SecretNotes notes) {
    throw unsupported("keep notes on secrets");
  }

  /** Releases connections and keys. Closing again does nothing. */
  @Override
  default void close() {}

  private UnsupportedCapabilityException unsupported(String what) {
    return new UnsupportedCapabilityException(
        "this store (" + getClass().getSimpleName() + ") cannot " + what);
  }
}
