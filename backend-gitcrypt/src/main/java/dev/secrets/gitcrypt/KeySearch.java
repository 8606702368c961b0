package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.KeyRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for key files in all places that {@link GitCrypt} names, in that order. */
final class KeySearch {

  static final String KEY_FILE_VARIABLE = "SECRETS_GIT_CRYPT_KEY_FILE";
  static final String KEY_VARIABLE = "SECRETS_GIT_CRYPT_KEY";

  private static final Logger LOG = LoggerFactory.getLogger(KeySearch.class);
  private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private final BackendContext context;
  private final List<KeyFile> found = new ArrayList<>();

  private KeySearch(BackendContext context) {
    this.context = context;
  }

  /** The keys found, which the caller closes; when one of them is unusable, all are wiped. */
  static List<KeyFile> run(BackendContext context) {
    KeySearch search = new KeySearch(context);
    try {
      search.options();
      search.environment();
      search.keySource();
      search.repository();
      return List.copyOf(search.found);
    } catch (RuntimeException failure) {
      search.found.forEach(KeyFile::close);
      throw failure;
    }
  }

  private void options() {
    context.options("key-file").forEach(this::addFile);
  }

  private void environment() {
    String files = context.environment().getOrDefault(KEY_FILE_VARIABLE, "");
    PATH_SEPARATOR.splitAsStream(files).filter(file -> !file.isEmpty()).forEach(this::addFile);
    String key = context.environment().getOrDefault(KEY_VARIABLE, "");
    if (!key.isBlank()) {
      add(decode(key), "the environment variable '" + KEY_VARIABLE + "'");
    }
  }

  private void keySource() {
    List<SecretValue> keys = context.keys().keys(KeyRequest.file("git-crypt"));
    try {
      keys.forEach(key -> add(key.copyBytes(), "the key source"));
    } finally {
      keys.forEach(SecretValue::close);
    }
  }

  private void repository() {
    GitDirectory.find(context.directory(), context.environment()).stream()
        .flatMap(GitDirectory::keyDirectories)
        .flatMap(KeySearch::keyFiles)
        .forEach(this::addFile);
  }

  /** Other files, such as an editor's backup, are none of git-crypt's. */
  private static Stream<Path> keyFiles(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> KeyName.isLegal(file.getFileName().toString()))
          .sorted()
          .toList()
          .stream();
    } catch (NoSuchFileException | NotDirectoryException locked) {
      return Stream.empty();
    } catch (IOException failure) {
      throw UnreadableFile.of(directory, failure);
    }
  }

  private void addFile(String file) {
    try {
      addFile(context.directory().resolve(file));
    } catch (InvalidPathException illegal) {
      throw new InvalidInputException("the path of a git-crypt key file is none");
    }
  }

  private void addFile(Path file) {
    try {
      add(Files.readAllBytes(file), "'" + file + "'");
    } catch (IOException failure) {
      throw UnreadableFile.of(file, failure);
    }
  }

  private void add(byte[] bytes, String place) {
    try {
      KeyFile key = KeyFile.parse(bytes);
      found.add(key);
      LOG.debug("git-crypt key {} from {}", key.name(), place);
    } catch (InvalidInputException unusable) {
      throw unusable.in(place);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException notBase64) {
      throw new InvalidInputException(
          "the environment variable '" + KEY_VARIABLE + "' is not base64",
          "set it to the output of 'git-crypt export-key - | base64'");
    }
  }
}
