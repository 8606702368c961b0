package dev.secrets.gitcrypt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tracked directory that says for whom keys are encrypted:
 *
 * <pre>
 * .gitattributes                       lest a pattern of the repository encrypts what is here
 * keys/NAME/VERSION/FINGERPRINT.gpg    a key file with that version, encrypted
 * </pre>
 *
 * git-crypt reads version 0 only.
 */
final class Collaborators {

  static final String SUFFIX = ".gpg";

  private static final String ATTRIBUTES = "* !filter !diff\n*.gpg binary\n";

  private final Path directory;

  private Collaborators(Path directory) {
    this.directory = directory;
  }

  static Collaborators of(Git git, WorkTree tree) {
    String name =
        git.find("config", "--get", "git-crypt.repoStateDir")
            .filter(configured -> !configured.isEmpty())
            .orElse(".git-crypt");
    return new Collaborators(tree.top().resolve(name));
  }

  /** Every key that somebody was given, by name. */
  List<KeyName> keyNames() {
    return list(directory.resolve("keys")).stream()
        .filter(Files::isDirectory)
        .map(path -> path.getFileName().toString())
        .filter(KeyName::isLegal)
        .map(KeyName::new)
        .toList();
  }

  /** The files that hold a key, each for one user. */
  List<Path> files(KeyName key) {
    return list(directory.resolve("keys").resolve(key.text()).resolve("0")).stream()
        .filter(file -> file.toString().endsWith(SUFFIX))
        .toList();
  }

  Path directory() {
    return directory;
  }

  /** Where the files of a key are, as git names it from the top. */
  String place(KeyName key, WorkTree tree) {
    Path keys = directory.resolve("keys").resolve(key.text());
    return GitText.raw(tree.top().relativize(keys).toString().replace('\\', '/') + "/");
  }

  /** Takes back what everybody was given of a key. */
  void delete(KeyName key) {
    Path keys = directory.resolve("keys").resolve(key.text());
    if (!Files.exists(keys)) {
      return;
    }
    try (Stream<Path> files = Files.walk(keys)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw UnusableFile.of("delete", keys, failure);
    }
  }

  static String fingerprint(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** Where the key goes for a user. */
  Path file(KeyFile key, String fingerprint) {
    return directory
        .resolve("keys")
        .resolve(key.name().text())
        .resolve(Integer.toUnsignedString(key.latest().version))
        .resolve(fingerprint + SUFFIX);
  }

  Path attributes() {
    return directory.resolve(".gitattributes");
  }

  /** Returns whether it was missing. */
  boolean writeAttributes() {
    if (Files.exists(attributes())) {
      return false;
    }
    StateFile.write(attributes(), ATTRIBUTES.getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException failure) {
      throw UnusableFile.of(directory, failure);
    }
  }
}
