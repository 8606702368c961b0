package dev.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The values that rotations replaced in files, for the day that one is wanted back: of each place
 * the last one, in an envelope like the one it stood in, in a directory of the owner's alone.
 */
final class PreviousValues {

  private final Path directory;
  private final Codecs codecs;

  PreviousValues(Path directory, Codecs codecs) {
    this.directory = directory;
    this.codecs = codecs;
  }

  /** Keeps {@code envelope} as what stood at {@code pointer} in {@code file}. */
  void keep(Path file, Pointer pointer, byte[] envelope) {
    Path kept = directory.resolve(name(file, pointer));
    try {
      createDirectory();
    } catch (IOException failure) {
      throw new StorageException("cannot make the directory '" + directory + "'");
    }
    SafeFile.write(
        kept,
        out -> out.write(envelope),
        written -> verify(Files.readAllBytes(written), envelope),
        target -> {});
  }

  /**
   * What was kept; the caller closes it.
   *
   * @throws SecretNotFoundException if nothing was
   */
  Secret get(Reference reference, Path file) {
    SecretPath name = SecretPath.of(name(file, reference.pointer()));
    return new FileStore(directory, codecs)
        .find(name, VersionSelector.current())
        .orElseThrow(
            () ->
                new SecretNotFoundException(
                    "'" + reference + "': no value from before a rotation is kept"));
  }

  private void createDirectory() throws IOException {
    Files.createDirectories(directory);
    if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void verify(byte[] found, byte[] meant) {
    if (!MessageDigest.isEqual(found, meant)) {
      throw new StorageException("the value before does not read back; nothing was changed");
    }
  }

  private static String name(Path file, Pointer pointer) {
    try {
      String place = file.toRealPath() + "#" + pointer;
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(place.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (IOException failure) {
      throw new StorageException("'" + file + "' cannot be found");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
