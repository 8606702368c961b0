package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the public key that somebody means: in a file, or in the keyring of gpg. */
final class PublicKeys {

  /** Whoever spells a fingerprint out has compared it. */
  private static final Pattern EXPLICIT = Pattern.compile("0x[0-9a-fA-F]{40}");

  private final BackendContext context;
  private final PublicKeyring keyring;

  PublicKeys(BackendContext context) {
    this.context = context;
    // Gpg knows of keyrings elsewhere, and of formats that nobody else reads.
    this.keyring =
        Gpg.find(context)
            .<PublicKeyring>map(gpg -> gpg)
            .orElseGet(() -> KeyringFile.of(context.environment()));
  }

  /**
   * The one key that {@code user} names.
   *
   * @throws SecretNotFoundException if there is none
   * @throws InvalidInputException if there are several, or it may belong to somebody else
   */
  OpenPgpKeys find(String user, boolean trusted) {
    Optional<Path> file = file(user);
    List<OpenPgpKeys> found = file.isPresent() ? read(file.get()) : keyring.find(user);
    if (found.isEmpty()) {
      throw new SecretNotFoundException("public key for '" + user + "' not found", keyring.hint());
    }
    if (found.size() > 1) {
      throw new InvalidInputException(
          "more than one public key matches '" + user + "'", "name one by its fingerprint");
    }
    OpenPgpKeys key = found.get(0);
    boolean explicit = trusted || EXPLICIT.matcher(user).matches();
    if (!explicit && !keyring.trusts(key.fingerprint())) {
      throw new InvalidInputException(
          "GPG error: Failed to encrypt: there is no assurance that the key "
              + key.fingerprint()
              + " belongs to the named user",
          "compare the fingerprint with its owner, then pass --trusted or 0x" + key.fingerprint());
    }
    return key;
  }

  /** The user id that the keyring knows for a fingerprint; a broken keyring knows none. */
  Optional<String> name(String fingerprint) {
    try {
      return keyring.find("0x" + fingerprint).stream()
          .filter(key -> key.fingerprint().equals(fingerprint))
          .map(OpenPgpKeys::userId)
          .findFirst();
    } catch (InvalidInputException broken) {
      return Optional.empty();
    }
  }

  private Optional<Path> file(String user) {
    try {
      return Optional.of(context.directory().resolve(user)).filter(Files::isRegularFile);
    } catch (InvalidPathException noFile) {
      return Optional.empty();
    }
  }

  private static List<OpenPgpKeys> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return OpenPgpKeys.read(in);
    } catch (InvalidInputException malformed) {
      throw malformed.in("'" + file + "'");
    } catch (IOException failure) {
      throw UnusableFile.of(file, failure);
    }
  }

  static boolean isFingerprint(String user, String fingerprint) {
    String digits = user.startsWith("0x") ? user.substring(2) : user;
    String wanted = digits.toUpperCase(Locale.ROOT);
    return wanted.length() >= 8 && wanted.matches("[0-9A-F]+") && fingerprint.endsWith(wanted);
  }
}
