package dev.secrets.file;

import dev.secrets.StorageException;
import dev.secrets.WriteConflictException;
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
  private static final String TEMPORARY = ".secrets-";

  private SafeFile() {}

  /** Whether {@code file} is one that is there only while another is written. */
  public static boolean isTemporary(Path file) {
    return String.valueOf(file.getFileName()).startsWith(TEMPORARY);
  }

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
      throw FileFailure.of("write", change.file(), failure);
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
      throw FileFailure.of("create", file, failure);
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
