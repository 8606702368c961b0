package dev.secrets.spi;

import dev.secrets.SecretValue;
import java.util.Optional;

/** Asks the person at the terminal, if there is one. */
@FunctionalInterface
public interface Prompter {

  /**
   * Shows {@code prompt} and reads one line without echo, also when standard input is not the
   * terminal. Empty when there is nobody to ask or the input ends; the caller closes the value.
   */
  Optional<SecretValue> readHidden(String prompt);

  /** Nobody to ask. */
  static Prompter none() {
    return prompt -> Optional.empty();
  }
}
