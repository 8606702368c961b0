package dev.secrets.spi;

import dev.secrets.DecryptionFailedException;
import dev.secrets.SecretValue;
import java.util.List;

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

  /** A source without any key. */
  static KeySource none() {
    return request -> List.of();
  }
}
