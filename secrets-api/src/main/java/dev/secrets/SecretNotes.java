package dev.secrets;

import java.util.Map;
import java.util.Optional;

/**
 * What a store keeps beside the value of a secret because somebody wrote it there. No secret, so it
 * must not hold one.
 *
 * @param description in words
 * @param encryptionKey the id, ARN or alias of the key that the store encrypts it with; an empty
 *     text stands for the store's own
 * @param tags by key
 */
public record SecretNotes(
    Optional<String> description, Optional<String> encryptionKey, Map<String, String> tags) {

  private static final SecretNotes NONE =
      new SecretNotes(Optional.empty(), Optional.empty(), Map.of());

  public SecretNotes {
    tags = Map.copyOf(tags);
  }

  /** Nothing to add to what is there. */
  public static SecretNotes none() {
    return NONE;
  }

  public boolean isEmpty() {
    return equals(NONE);
  }
}
