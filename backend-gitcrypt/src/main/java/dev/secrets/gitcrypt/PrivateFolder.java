package dev.secrets.gitcrypt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory for plaintext that another program must read: its owner's only, in memory if the
 * system has such a file system, gone when closed and when the process is told to end.
 */
final class PrivateFolder implements AutoCloseable {

  private static final Path IN_MEMORY = Path.of("/dev/shm");

  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  static PrivateFolder create() throws IOException {
    boolean memory = Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY);
    Path path =
        memory
            ? Files.createTempDirectory(IN_MEMORY, "secrets", ownerOnly())
            : Files.createTempDirectory("secrets"); // of its owner only in any case
    path.toFile().deleteOnExit();
    return new PrivateFolder(path);
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  Path file(String name) {
    Path file = path.resolve(name);
    file.toFile().deleteOnExit();
    return file;
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
