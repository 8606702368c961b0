package dev.secrets.gitcrypt;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens the keys of a repository that were encrypted for one of our OpenPGP keys. */
final class CollaboratorKeys {

  private final Collaborators collaborators;
  private final SecretKeyring keyring;

  private CollaboratorKeys(Collaborators collaborators, SecretKeyring keyring) {
    this.collaborators = collaborators;
    this.keyring = keyring;
  }

  /** All that can be opened, which the caller closes. */
  static List<KeyFile> open(BackendContext context) {
    WorkTree tree = WorkTree.current(Git.of(context));
    Collaborators collaborators = Collaborators.of(Git.of(context), tree);
    SecretKeyring keyring =
        ExportedSecretKeys.of(context.environment())
            .or(() -> Gpg.find(context).map(gpg -> gpg))
            .orElseThrow(
                () ->
                    new DecryptionFailedException(
                        "no GPG secret key available: gpg is not installed",
                        "unlock with a key file, or set "
                            + ExportedSecretKeys.KEY
                            + " to an exported secret key"));
    return new CollaboratorKeys(collaborators, keyring).open();
  }

  private List<KeyFile> open() {
    Set<String> ours = keyring.fingerprints();
    List<KeyFile> keys = new ArrayList<>();
    try {
      for (KeyName name : collaborators.keyNames()) {
        open(name, ours).ifPresent(keys::add);
      }
    } catch (RuntimeException failure) {
      keys.forEach(KeyFile::close);
      throw failure;
    }
    if (keys.isEmpty()) {
      throw new DecryptionFailedException(
          "no GPG secret key available to unlock this repository",
          "it is encrypted for: " + recipients(),
          "unlock with a key file, or have somebody run 'git-crypt add-gpg-user' for you");
    }
    return keys;
  }

  private String recipients() {
    String all =
        String.join(
            ", ",
            collaborators.keyNames().stream()
                .flatMap(name -> collaborators.files(name).stream())
                .map(Collaborators::fingerprint)
                .distinct()
                .toList());
    return all.isEmpty() ? "nobody" : all;
  }

  /** Empty if it is for others only; a failure counts when no other file opens. */
  private Optional<KeyFile> open(KeyName name, Set<String> ours) {
    DecryptionFailedException failure = null;
    for (Path file : collaborators.files(name)) {
      if (ours.contains(Collaborators.fingerprint(file))) {
        try {
          return Optional.of(read(file, name));
        } catch (DecryptionFailedException unopened) {
          failure = unopened.in("'" + file.getFileName() + "'");
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return Optional.empty();
  }

  private KeyFile read(Path file, KeyName name) {
    byte[] content = new byte[0];
    try {
      content = keyring.decrypt(file);
      KeyFile key = KeyFile.parse(content);
      boolean fits =
          key.name().equals(name) && key.entries().stream().anyMatch(e -> e.version == 0);
      if (!fits) {
        key.close();
        throw new InvalidInputException("it holds another key than its place says");
      }
      return key;
    } catch (InvalidInputException unusable) {
      throw unusable.in("'" + file + "'");
    } catch (IOException failure) {
      throw UnusableFile.of(file, failure);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
