package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for key files in all places that {@link GitCrypt} names, in that order. */
final class KeySearch {

  private static final Logger LOG = LoggerFactory.getLogger(KeySearch.class);

  private final BackendContext context;
  private final List<KeyFile> current = new ArrayList<>();
  private final List<KeyFile> retired = new ArrayList<>();

  private KeySearch(BackendContext context) {
    this.context = context;
  }

  /**
   * What was found, for the caller to close.
   *
   * @param current the keys in use
   * @param retired keys that were replaced: they open what is old, and encrypt nothing
   */
  record Found(List<KeyFile> current, List<KeyFile> retired) {

    Stream<KeyFile> all() {
      return Stream.concat(current.stream(), retired.stream());
    }
  }

  /** When one of the keys is unusable, all are wiped. */
  static Found run(BackendContext context) {
    KeySearch search = new KeySearch(context);
    Found found = new Found(search.current, search.retired);
    try {
      search.options();
      search.keySource();
      search.repository();
      return found;
    } catch (RuntimeException failure) {
      found.all().forEach(KeyFile::close);
      throw failure;
    }
  }

  /** Only what was handed to us, not what a repository has. */
  static List<KeyFile> given(BackendContext context) {
    KeySearch search = new KeySearch(context);
    try {
      search.options();
      search.keySource();
      return search.current;
    } catch (RuntimeException failure) {
      search.current.forEach(KeyFile::close);
      throw failure;
    }
  }

  private void options() {
    context.options("key-file").forEach(this::addFile);
  }

  private void keySource() {
    List<SecretValue> keys = context.keys().keys(KeyRequest.file("git-crypt"));
    try {
      keys.forEach(key -> add(key.copyBytes(), "the key source", current));
    } finally {
      keys.forEach(SecretValue::close);
    }
  }

  private void repository() {
    List<KeyStore> stores =
        GitDirectory.find(context.directory(), context.environment()).stream()
            .flatMap(GitDirectory::keyStores)
            .toList();
    stores.stream().flatMap(KeyStore::files).forEach(file -> addFile(file, current));
    stores.stream().flatMap(KeyStore::retiredFiles).forEach(file -> addFile(file, retired));
  }

  private void addFile(String file) {
    try {
      addFile(context.directory().resolve(file), current);
    } catch (InvalidPathException illegal) {
      throw new InvalidInputException("the path of a git-crypt key file is none");
    }
  }

  private static void addFile(Path file, List<KeyFile> keys) {
    try {
      add(Files.readAllBytes(file), "'" + file + "'", keys);
    } catch (IOException failure) {
      throw UnusableFile.of(file, failure);
    }
  }

  private static void add(byte[] bytes, String place, List<KeyFile> keys) {
    try {
      KeyFile key = KeyFile.parse(bytes);
      keys.add(key);
      LOG.debug("git-crypt key {} from {}", key.name(), place);
    } catch (InvalidInputException unusable) {
      throw unusable.in(place);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
