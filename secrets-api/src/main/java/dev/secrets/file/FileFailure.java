package dev.secrets.file;

import dev.secrets.AccessDeniedException;
import dev.secrets.SecretsException;
import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** What an {@link IOException} met at a file means to the user. */
public final class FileFailure {

  private FileFailure() {}

  /**
   * The error for an {@link IOException} met at {@code file}, told without the JDK's class names.
   */
  public static SecretsException of(String what, Path file, IOException failure) {
    if (failure instanceof java.nio.file.AccessDeniedException) {
      return new AccessDeniedException("cannot " + what + " '" + file + "': permission denied");
    }
    String reason =
        failure instanceof FileSystemException known
            ? reason(known)
            : failure.getMessage() == null ? "input/output error" : failure.getMessage();
    return new StorageException("cannot " + what + " '" + file + "': " + reason);
  }

  private static String reason(FileSystemException failure) {
    if (failure.getReason() != null) {
      return failure.getReason().toLowerCase(Locale.ROOT);
    }
    return switch (failure.getClass().getSimpleName()) {
      case "NoSuchFileException" -> "no such file or directory";
      case "NotDirectoryException" -> "not a directory";
      default -> "input/output error";
    };
  }
}
