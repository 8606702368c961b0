package dev.secrets.gitcrypt;

import java.util.List;

/**
 * What became of a removal.
 *
 * @param user who was removed
 * @param newKeyName the key that encrypts from now on
 * @param otherKeys which the user has too, and under which there are other files: to be removed
 *     from them takes a removal each
 * @param stillReadable every file that the user could read at some time, sorted: the contents that
 *     history and the user's own clones keep. What is secret in them must be changed
 */
public record RemovedUser(
    GpgUser user, String newKeyName, List<String> otherKeys, List<String> stillReadable) {

  public RemovedUser {
    otherKeys = List.copyOf(otherKeys);
    stillReadable = List.copyOf(stillReadable);
  }
}
