package dev.secrets.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** Which file has a name, and when it was written: two equal stamps mean the same content. */
public final class FileStamp {

  private FileStamp() {}

  /** The stamp of {@code file}; empty if there is none. */
  public static String of(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return "%s %d %s"
          .formatted(
              Objects.requireNonNullElse(now.fileKey(), "-"), now.size(), now.lastModifiedTime());
    } catch (NoSuchFileException absent) {
      return "";
    }
  }
}
