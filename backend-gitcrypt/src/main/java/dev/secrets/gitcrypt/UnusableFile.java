package dev.secrets.gitcrypt;

import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Tells why one of our own files, rather than the caller's stream, cannot be used. */
final class UnusableFile {

  private UnusableFile() {}

  static StorageException of(Path file, IOException failure) {
    return of("read", file, failure);
  }

  static StorageException of(String verb, Path file, IOException failure) {
    return new StorageException("cannot " + verb + " '" + file + "': " + reason(failure));
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    return failure instanceof AccessDeniedException ? "permission denied" : "input/output error";
  }
}
