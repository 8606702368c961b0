package dev.secrets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The one place that writes files, in a way that loses nothing: a temporary file beside the target,
 * readable by its owner only, is written, forced to the disk and read back; then it takes the mode
 * and owner of the file it replaces and its name, in one atomic rename, and the directory is forced
 * too. Whatever fails on the way, a full disk or a killed process included, the old file is there
 * unharmed.
 *
 * <p>A symbolic link is followed and stays. A file with several hard links is refused, since a
 * rename would part them. Writers that use this class take turns on one file, so a {@link Guard}
 * sees what it is about to replace.
 */
public final class SafeFile {

  private static final int LINKS_AT_MOST = 40;

  /** Writes what the file shall hold. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Reads back what was written and throws if it is not what was meant. */
  @FunctionalInterface
  public interface Verification {
    void verify(Path written) throws IOException;
  }

  /** Looks at the file once more just before it is replaced, and throws if it must not be. */
  @FunctionalInterface
  public interface Guard {
    void check(Path target) throws IOException;
  }

  private SafeFile() {}

  /**
   * Replaces {@code file}, or creates it with mode 0600.
   *
   * @throws StorageException if that fails; nothing has changed then
   */
  public static void write(Path file, Content content, Verification verification, Guard guard) {
    try {
      Path target = followLinks(file);
      refuseHardLinks(target);
      FileTurn turn = FileTurn.on(target);
      try {
        replace(target, content, verification, guard);
      } finally {
        turn.close();
      }
    } catch (IOException failure) {
      throw failed("write", file, failure);
    }
  }

  /**
   * Creates {@code file} with mode 0600.
   *
   * @throws WriteConflictException if it exists, also when somebody else creates it meanwhile
   * @throws StorageException if that fails; no file has been left then
   */
  public static void create(Path file, Content content, Verification verification) {
    try {
      Path target = followLinks(file);
      Path temporary = temporaryBeside(target);
      try {
        fill(temporary, content, verification);
        linkAs(target, temporary);
      } finally {
        Files.deleteIfExists(temporary);
      }
      forceDirectory(target);
    } catch (FileAlreadyExistsException exists) {
      throw new WriteConflictException("'" + file + "' exists already");
    } catch (IOException failure) {
      throw failed("create", file, failure);
    }
  }

  /**
   * The error for an {@link IOException} met at {@code file}, told without the JDK's class names.
   */
  static SecretsException failed(String what, Path file, IOException failure) {
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
      return failure.getReason().toLowerCase(java.util.Locale.ROOT);
    }
    return switch (failure.getClass().getSimpleName()) {
      case "NoSuchFileException" -> "no such file or directory";
      case "NotDirectoryException" -> "not a directory";
      default -> "input/output error";
    };
  }

  private static void replace(Path target, Content content, Verification verification, Guard guard)
      throws IOException {
    Path temporary = temporaryBeside(target);
    try {
      fill(temporary, content, verification);
      if (Files.exists(target)) {
        FileIdentity.of(target).applyTo(temporary);
      }
      guard.check(target);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceDirectory(target);
  }

  private static void fill(Path temporary, Content content, Verification verification)
      throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      OutputStream out =
          new java.io.BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    verification.verify(temporary);
  }

  private static Path temporaryBeside(Path target) throws IOException {
    Path directory = directoryOf(target);
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    return Files.createTempFile(directory, ".secrets-", ".tmp", ownerOnly(directory));
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Gives the finished file its name only if nobody else has it: a rename would replace. */
  private static void linkAs(Path target, Path temporary) throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (UnsupportedOperationException noLinks) {
      Files.move(temporary, target);
    }
  }

  private static void forceDirectory(Path target) throws IOException {
    if (target.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      try (FileChannel directory = FileChannel.open(directoryOf(target), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  private static Path followLinks(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == LINKS_AT_MOST) {
        throw new FileSystemException(file.toString(), null, "too many levels of symbolic links");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(file.toString(), null, "not a regular file");
    }
    return target;
  }

  private static void refuseHardLinks(Path target) throws IOException {
    if (Files.exists(target)
        && target.getFileSystem().supportedFileAttributeViews().contains("unix")
        && (Integer) Files.getAttribute(target, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1) {
      throw new StorageException(
          "'" + target + "' has several hard links, and writing it would part them",
          "remove the other links, or replace them with symbolic ones");
    }
  }

  private static Path directoryOf(Path target) {
    Path directory = target.getParent();
    return directory == null ? target.getRoot() : directory;
  }
}
