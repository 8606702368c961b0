package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The unlocked keys of a repository, in plaintext and readable by their owner only:
 *
 * <pre>
 * keys/NAME       in use; that the file is there is what git-crypt calls unlocked
 * retired/NAME.n  replaced by another key of that name; where git-crypt does not look
 * </pre>
 */
record KeyStore(Path root) {

  static KeyStore in(Path gitDirectory) {
    return new KeyStore(gitDirectory.resolve("git-crypt"));
  }

  /** Whether keys were ever kept here. */
  boolean exists() {
    return Files.isDirectory(root.resolve("keys"));
  }

  boolean has(KeyName name) {
    return Files.exists(file(name));
  }

  /** The keys in use. Other files, such as an editor's backup, are none of git-crypt's. */
  Stream<Path> files() {
    return list(root.resolve("keys")).filter(file -> KeyName.isLegal(name(file)));
  }

  List<KeyName> names() {
    return files().map(KeyStore::name).map(KeyName::new).toList();
  }

  Stream<Path> retiredFiles() {
    return list(root.resolve("retired")).filter(Files::isRegularFile);
  }

  /** The file as it is, which the caller wipes. */
  byte[] bytes(KeyName name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException failure) {
      throw UnusableFile.of(file(name), failure);
    }
  }

  /** The key of that name, which the caller closes. */
  Optional<KeyFile> find(KeyName name) {
    return has(name) ? Optional.of(parse(name)) : Optional.empty();
  }

  /** Puts a key into use; one that it replaces is retired. */
  void install(KeyFile key) {
    byte[] bytes = key.toBytes();
    try {
      if (has(key.name()) && !holds(key) && isUsable(key.name())) {
        retire(key.name());
      }
      StateFile.write(file(key.name()), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Whether this very key is in use. */
  boolean holds(KeyFile key) {
    byte[] bytes = key.toBytes();
    byte[] stored = has(key.name()) ? bytes(key.name()) : new byte[0];
    try {
      return Arrays.equals(bytes, stored);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(stored, (byte) 0);
    }
  }

  /** A damaged or empty file opens nothing, so nothing is lost with it. */
  private boolean isUsable(KeyName name) {
    try (KeyFile key = parse(name)) {
      return !key.entries().isEmpty();
    } catch (InvalidInputException damaged) {
      return false;
    }
  }

  /** Keeps a copy of the key among the retired ones. */
  private void retire(KeyName name) {
    int number = 1;
    while (Files.exists(retired(name, number))) {
      number++;
    }
    byte[] bytes = bytes(name);
    StateFile.write(retired(name, number), bytes);
    Arrays.fill(bytes, (byte) 0);
  }

  /** Puts back what {@link #bytes} gave. */
  void write(KeyName name, byte[] bytes) {
    StateFile.write(file(name), bytes);
  }

  void delete(KeyName name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException failure) {
      throw UnusableFile.of("delete", file(name), failure);
    }
  }

  /** Whether both are one place, for a linked work tree may have a link to the common one. */
  boolean isSameAs(KeyStore other) {
    try {
      return equals(other)
          || (Files.exists(root) && Files.exists(other.root) && Files.isSameFile(root, other.root));
    } catch (IOException failure) {
      throw UnusableFile.of(root, failure);
    }
  }

  private KeyFile parse(KeyName name) {
    byte[] bytes = bytes(name);
    try {
      return KeyFile.parse(bytes);
    } catch (InvalidInputException unusable) {
      throw unusable.in("'" + file(name) + "'");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Path file(KeyName name) {
    return root.resolve("keys").resolve(name.text());
  }

  private Path retired(KeyName name, int number) {
    return root.resolve("retired").resolve(name.text() + "." + number);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Stream<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList().stream();
    } catch (NoSuchFileException | NotDirectoryException locked) {
      return Stream.empty();
    } catch (IOException failure) {
      throw UnusableFile.of(directory, failure);
    }
  }
}
