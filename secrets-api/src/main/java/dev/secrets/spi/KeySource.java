package dev.secrets.spi;

import dev.secrets.DecryptionFailedException;
import dev.secrets.SecretValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where backends get keys from, without knowing who keeps them. Thread-safe. */
@FunctionalInterface
public interface KeySource {

  /**
   * All keys that were handed to us for {@code request}, in the order they are to be tried; the
   * caller closes them. Asks nobody.
   */
  List<SecretValue> keys(KeyRequest request);

  /**
   * The first of {@link #keys}, the others wiped.
   *
   * @throws DecryptionFailedException if there is none
   */
  default SecretValue key(KeyRequest request) {
    List<SecretValue> keys = keys(request);
    if (keys.isEmpty()) {
      throw new DecryptionFailedException("no key for '" + request.id() + "'");
    }
    keys.subList(1, keys.size()).forEach(SecretValue::close);
    return keys.get(0);
  }

  /**
   * The keys that the process environment names. For the id {@code git-crypt}: {@code
   * SECRETS_GIT_CRYPT_KEY_FILE}, paths separated as in {@code PATH} and relative to {@code
   * directory}, then {@code SECRETS_GIT_CRYPT_KEY}, a passphrase as it stands and a file's bytes in
   * base64. A passphrase read from a file loses the line end at its end.
   *
   * <p>{@link #keys} throws {@link dev.secrets.StorageException} for a file that cannot be read.
   */
  static KeySource fromEnvironment(Map<String, String> environment, Path directory) {
    return new EnvironmentKeys(environment, directory);
  }

  /** A source without any key. */
  static KeySource none() {
    return request -> List.of();
  }
}
