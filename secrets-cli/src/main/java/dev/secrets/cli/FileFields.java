package dev.secrets.cli;

import dev.secrets.Pointer;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.WriteCondition;
import java.nio.file.Path;

/** Single values of files, by the file's path. */
final class FileFields {

  private FileFields() {}

  /** The caller closes it. */
  static SecretValue read(Secrets secrets, Path file, Pointer field) {
    try (Secret secret = secrets.resolve(reference(file, field))) {
      return SecretValue.takeOwnership(secret.bytes());
    }
  }

  static void write(Secrets secrets, Path file, Pointer field, SecretValue value) {
    secrets.put(reference(file, field), value, WriteCondition.replaceOnly());
  }

  private static Reference reference(Path file, Pointer field) {
    return Reference.of("file", file.toString()).withPointer(field);
  }
}
