package dev.secrets.cli.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.gitcrypt.KeyFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads keys from where an argument says: a file, or {@code -} for standard input. */
final class KeyInput {

  private static final String STANDARD_INPUT = "-";

  private KeyInput() {}

  /** The key, which the caller closes. */
  static KeyFile read(String place, Shell shell) throws IOException {
    byte[] bytes = bytes(place, shell);
    try {
      return KeyFile.parse(bytes);
    } catch (InvalidInputException unusable) {
      throw unusable.in(place.equals(STANDARD_INPUT) ? "standard input" : "'" + place + "'");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** What stands there, which the caller wipes. */
  static byte[] bytes(String place, Shell shell) throws IOException {
    if (place.equals(STANDARD_INPUT)) {
      return shell.in().readAllBytes();
    }
    try (InputStream in = new FileInputStream(shell.directory().resolve(place).toFile())) {
      return in.readAllBytes();
    }
  }
}
