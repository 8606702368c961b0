package dev.secrets.gitcrypt;

import java.util.List;
import java.util.Optional;

/**
 * Whom to add.
 *
 * @param keyName empty for the default key
 * @param users each a file with a public key, a fingerprint, a key id or a part of a user id
 * @param trusted whether the caller knows that the keys belong to whom they name
 * @param commit whether to commit, or leave it staged
 */
public record AddUserRequest(
    Optional<String> keyName, List<String> users, boolean trusted, boolean commit) {

  public AddUserRequest {
    users = List.copyOf(users);
  }
}
