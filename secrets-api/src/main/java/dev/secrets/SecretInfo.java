package dev.secrets;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a listing tells of a secret: never its value.
 *
 * @param path its name in the store
 * @param changed when its value last changed, if the store tells
 * @param note a word on its form or state, such as {@code ansible-vault} or {@code scheduled for
 *     deletion}; empty when there is nothing to say
 * @param tags as the store keeps them; empty where it has none
 * @param aliases other paths that lead to it, such as the ARN of an AWS secret
 */
public record SecretInfo(
    SecretPath path,
    Optional<Instant> changed,
    String note,
    Map<String, String> tags,
    Set<SecretPath> aliases) {

  public SecretInfo {
    tags = Map.copyOf(tags);
    aliases = Set.copyOf(aliases);
  }

  /** Of a store in which one path leads to a secret. */
  public SecretInfo(
      SecretPath path, Optional<Instant> changed, String note, Map<String, String> tags) {
    this(path, changed, note, tags, Set.of());
  }

  /** Of a store without tags. */
  public SecretInfo(SecretPath path, Optional<Instant> changed, String note) {
    this(path, changed, note, Map.of());
  }

  public static SecretInfo of(SecretPath path) {
    return new SecretInfo(path, Optional.empty(), "");
  }
}
