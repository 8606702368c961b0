package dev.secrets.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory for plaintext, in memory where the system has such a place, that nobody else can
 * enter. It is gone afterwards with all that is in it, also when a signal ends us.
 */
final class PrivateDirectory implements AutoCloseable {

  private static final Path IN_MEMORY = Path.of("/dev/shm");

  private final Path path;
  private final Thread removal;

  private PrivateDirectory(Path path) {
    this.path = path;
    removal = new Thread(this::remove);
  }

  static PrivateDirectory create() throws IOException {
    boolean inMemory = Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY);
    Path base = inMemory ? IN_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    PrivateDirectory made =
        new PrivateDirectory(Files.createTempDirectory(base, "secrets-", ownerOnly(base)));
    Runtime.getRuntime().addShutdownHook(made.removal);
    return made;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(removal);
  }

  /** Together with what other programs left there. */
  private void remove() {
    remove(path);
  }

  private static void remove(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          remove(file);
        } else {
          overwrite(file);
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(directory);
    } catch (IOException gone) {
      // It was removed already, by the other of the two who remove it.
    }
  }

  private static void overwrite(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.write(file, new byte[(int) Math.min(Files.size(file), 1 << 24)]);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path base) {
    return base.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
