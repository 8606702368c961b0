package dev.secrets.gitcrypt;

import java.util.List;

/**
 * What became of a removal.
 *
 * @param user who was removed
 * @param newKeyName the key that encrypts from now on
 * @param stillReadable every file that the user could read at some time, sorted: the contents that
 *     history and the user's own clones keep. What is secret in them must be changed
 */
public record RemovedUser(GpgUser user, String newKeyName, List<String> stillReadable) {

  public RemovedUser {
    stillReadable = List.copyOf(stillReadable);
  }
}
