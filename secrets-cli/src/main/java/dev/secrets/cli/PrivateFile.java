package dev.secrets.cli;

import dev.secrets.StorageException;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** A file of plaintext secrets, which its owner alone may read. */
final class PrivateFile {

  private PrivateFile() {}

  static void write(Path file, byte[] content) throws IOException {
    restrict(file);
    SafeFile.write(file, out -> out.write(content), written -> verify(written, content), f -> {});
  }

  /** Safe writing keeps the mode of the file it replaces, which may let others read it. */
  private static void restrict(Path file) throws IOException {
    if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static void verify(Path written, byte[] content) throws IOException {
    byte[] found = Files.readAllBytes(written);
    boolean same = Arrays.equals(found, content);
    Arrays.fill(found, (byte) 0);
    if (!same) {
      throw new StorageException("'" + written + "' does not read back as it was written");
    }
  }
}
