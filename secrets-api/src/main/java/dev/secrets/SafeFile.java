package dev.secrets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes a file in a way that loses nothing: a temporary file beside the target, readable by its
 * owner only, is written, forced to the disk and read back; then it takes the mode and owner of the
 * file it replaces and its name, in one atomic rename, and the directory is forced too. Whatever
 * fails on the way, a full disk or a killed process included, the old file is there unharmed. For
 * many files at once there is {@link FileChanges}.
 *
 * <p>A symbolic link is followed and stays. A file with several hard links is refused, since a
 * rename would part them. Writers that use this class take turns on one file, so a {@link Guard}
 * sees what it is about to replace.
 */
public final class SafeFile {

  private static final int LINKS_AT_MOST = 40;
  private static final int BUFFER = 1 << 16;

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

  /** What the names of files begin with that are there only while another is written. */
  static final String TEMPORARY = ".secrets-";

  private SafeFile() {}

  /**
   * Replaces {@code file}, or creates it with mode 0600.
   *
   * @throws StorageException if that fails; nothing has changed then
   */
  public static void write(Path file, Content content, Verification verification, Guard guard) {
    write(Disk.local(), new FileChange(file, content, verification, guard, FileMode.KEPT));
  }

  /** As {@link #write(Path, Content, Verification, Guard)}, for a change that was put together. */
  public static void write(FileChange change) {
    write(Disk.local(), change);
  }

  static void write(Disk disk, FileChange change) {
    try {
      Path target = target(change.file());
      Path temporary = temporaryBeside(target);
      try {
        fill(disk, temporary, target, change);
        place(disk, temporary, target, change.guard());
      } finally {
        disk.delete(temporary);
      }
      disk.force(directoryOf(target));
    } catch (IOException failure) {
      throw failed("write", change.file(), failure);
    }
  }

  /**
   * Creates {@code file} with mode 0600.
   *
   * @throws WriteConflictException if it exists, also when somebody else creates it meanwhile
   * @throws StorageException if that fails; no file has been left then
   */
  public static void create(Path file, Content content, Verification verification) {
    Disk disk = Disk.local();
    try {
      Path target = followLinks(file);
      Path temporary = temporaryBeside(target);
      try {
        fill(disk, temporary, target, FileChange.of(file, content, verification));
        disk.renameToNew(temporary, target);
      } finally {
        disk.delete(temporary);
      }
      disk.force(directoryOf(target));
    } catch (FileAlreadyExistsException exists) {
      throw new WriteConflictException("'" + file + "' exists already");
    } catch (IOException failure) {
      throw failed("create", file, failure);
    }
  }

  /** The file that a change of {@code file} replaces: links are followed, hard ones refused. */
  static Path target(Path file) throws IOException {
    Path target = followLinks(file);
    refuseHardLinks(target);
    return target;
  }

  /** Writes and verifies {@code temporary}, ready to take the place of {@code target}. */
  static void fill(Disk disk, Path temporary, Path target, FileChange change) throws IOException {
    try (OutputStream out = new BufferedOutputStream(disk.create(temporary), BUFFER)) {
      change.content().writeTo(out);
    }
    disk.force(temporary);
    change.verification().verify(temporary);
    if (Files.exists(target)) {
      disk.dress(temporary, target, change.mode());
    }
  }

  /** Puts {@code temporary} in place, in turn with other writers. */
  static void place(Disk disk, Path temporary, Path target, Guard guard) throws IOException {
    FileTurn turn = FileTurn.on(target);
    try {
      guard.check(target);
      disk.rename(temporary, target);
    } finally {
      turn.close();
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
      return failure.getReason().toLowerCase(Locale.ROOT);
    }
    return switch (failure.getClass().getSimpleName()) {
      case "NoSuchFileException" -> "no such file or directory";
      case "NotDirectoryException" -> "not a directory";
      default -> "input/output error";
    };
  }

  private static Path temporaryBeside(Path target) throws IOException {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    return beside(target, HexFormat.of().formatHex(random) + ".tmp");
  }

  /** A name of ours in the directory of {@code target}. */
  static Path beside(Path target, String name) throws IOException {
    Path directory = directoryOf(target);
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    return directory.resolve(TEMPORARY + name);
  }

  static Path directoryOf(Path target) {
    Path directory = target.getParent();
    return directory == null ? target.getRoot() : directory;
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
}
