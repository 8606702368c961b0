package dev.secrets.vault;

import dev.secrets.SecretValue;
import java.nio.file.Path;
import java.util.Optional;

/** Where one password comes from. */
interface PasswordSource {

  /**
   * Reads the password; the caller closes it.
   *
   * @param purpose what it is wanted for
   * @param soFar the passwords read before this one, which may open it
   * @throws dev.secrets.DecryptionFailedException if there is none
   */
  SecretValue read(Purpose purpose, VaultSecrets soFar);

  /** Whether a person is asked: then a failure is final, where other sources are passed over. */
  default boolean isPrompt() {
    return false;
  }

  /** What it is called in messages, such as a path in quotes. */
  String name();

  /** The file or program that it is; empty for a person. */
  default Optional<Path> file() {
    return Optional.empty();
  }
}
