package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.gpg.keybox.KeyBlob;
import org.bouncycastle.gpg.keybox.PublicKeyRingBlob;
import org.bouncycastle.gpg.keybox.bc.BcKeyBox;

/**
 * The keyring of gpg where gpg is not installed: {@code pubring.kbx}, or {@code pubring.gpg} of
 * old. Whom to trust is not in it.
 */
final class KeyringFile implements PublicKeyring {

  /** A database of gpg's own; what the files hold beside it is out of date. */
  private static final String DATABASE = "public-keys.d/pubring.db";

  private final Path home;

  private KeyringFile(Path home) {
    this.home = home;
  }

  static KeyringFile of(Map<String, String> environment) {
    String home = environment.getOrDefault("GNUPGHOME", "");
    return new KeyringFile(
        home.isEmpty() ? Path.of(environment.getOrDefault("HOME", ""), ".gnupg") : Path.of(home));
  }

  @Override
  public List<OpenPgpKeys> find(String query) {
    return keys().stream().filter(KeyQuery.parse(query)).toList();
  }

  @Override
  public boolean trusts(String fingerprint) {
    return false;
  }

  @Override
  public String hint() {
    String why =
        isDatabase()
            ? "gpg is not installed, which alone reads its '" + home.resolve(DATABASE) + "'"
            : "gpg is not installed, and its keyring in '" + home + "' does not have the key";
    return why + ": name a file that holds it";
  }

  private boolean isDatabase() {
    return Files.exists(home.resolve(DATABASE));
  }

  private List<OpenPgpKeys> keys() {
    Path box = home.resolve("pubring.kbx");
    Path old = home.resolve("pubring.gpg");
    if (isDatabase()) {
      return List.of();
    }
    if (Files.exists(box)) {
      return read(box, KeyringFile::keyBox);
    }
    return Files.exists(old) ? read(old, OpenPgpKeys::read) : List.of();
  }

  /** A certificate of gpgsm may stand among them. */
  private static List<OpenPgpKeys> keyBox(InputStream in) throws IOException {
    List<OpenPgpKeys> keys = new ArrayList<>();
    for (KeyBlob blob : new BcKeyBox(in).getKeyBlobs()) {
      if (blob instanceof PublicKeyRingBlob ring) {
        keys.add(new OpenPgpKeys(ring.getPGPPublicKeyRing()));
      }
    }
    return keys;
  }

  /** A format of keys. */
  private interface Format {
    List<OpenPgpKeys> read(InputStream in) throws IOException;
  }

  private static List<OpenPgpKeys> read(Path file, Format format) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return format.read(in);
    } catch (IOException | RuntimeException malformed) {
      throw new InvalidInputException(
          "the keyring '" + file + "' cannot be read",
          "name a file that holds the public key, as 'gpg --export' writes it");
    }
  }
}
