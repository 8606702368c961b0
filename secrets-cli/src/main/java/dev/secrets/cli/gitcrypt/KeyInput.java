package dev.secrets.cli.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.WriteCondition;
import dev.secrets.gitcrypt.KeyFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads keys from where an argument says: a file, {@code -} for standard input, or a reference such
 * as {@code aws:ops/git-crypt-key}.
 */
final class KeyInput {

  private static final String STANDARD_INPUT = "-";
  private static final Pattern REFERENCE = Pattern.compile("[a-z][a-z0-9+.-]+:.*");

  private KeyInput() {}

  /** The key, which the caller closes. */
  static KeyFile read(String place, Shell shell) throws IOException {
    boolean stored = isReference(place, shell);
    byte[] bytes = stored ? resolve(place, shell) : bytes(place, shell);
    try {
      return stored ? KeyFile.parseStored(bytes) : KeyFile.parse(bytes);
    } catch (InvalidInputException unusable) {
      throw unusable.in(place.equals(STANDARD_INPUT) ? "standard input" : "'" + place + "'");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** A key of git-crypt before 0.4, which the caller closes. */
  static KeyFile readLegacy(String place, Shell shell) throws IOException {
    byte[] bytes = bytes(place, shell);
    try {
      return KeyFile.parseLegacy(bytes);
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

  /** Puts a key where {@code reference} points; one that is there stays. */
  static void store(KeyFile key, Reference reference, Shell shell) {
    try (Secrets secrets = open(shell);
        SecretValue value = SecretValue.takeOwnership(key.toStored())) {
      secrets.put(reference, value, WriteCondition.createOnly());
    }
  }

  /** A file of that name comes first. */
  private static boolean isReference(String place, Shell shell) {
    return REFERENCE.matcher(place).matches() && !Files.exists(shell.directory().resolve(place));
  }

  private static byte[] resolve(String reference, Shell shell) {
    try (Secrets secrets = open(shell);
        Secret secret = secrets.resolve(Reference.parse(reference))) {
      return secret.bytes();
    }
  }

  private static Secrets open(Shell shell) {
    return Secrets.builder()
        .discover(KeyInput.class.getClassLoader())
        .context(shell.context(Map.of()).toBuilder())
        .open();
  }
}
