package dev.secrets.file;

import dev.secrets.WriteConflictException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The right to work on one journal; the system takes it from a process that dies. */
final class JournalTurn implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private JournalTurn(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static JournalTurn take(Path journals, String id) {
    Path file = journals.resolve(id + ".lock");
    try {
      makePrivate(journals);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new WriteConflictException("run '" + id + "' is still at work");
      }
      return new JournalTurn(file, channel);
    } catch (IOException failure) {
      throw FileFailure.of("write the journal", file, failure);
    }
  }

  /** The journals that nobody works on. */
  static List<Path> abandoned(Path journals) {
    List<Path> abandoned = new ArrayList<>();
    if (!Files.isDirectory(journals)) {
      return abandoned;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(journals, "*" + Journal.SUFFIX)) {
      for (Path journal : all) {
        if (isAbandoned(journal)) {
          abandoned.add(journal);
        }
      }
      return abandoned;
    } catch (IOException failure) {
      throw FileFailure.of("read the journals in", journals, failure);
    }
  }

  private static boolean isAbandoned(Path journal) throws IOException {
    String name = String.valueOf(journal.getFileName());
    String id = name.substring(0, name.length() - Journal.SUFFIX.length());
    Path lock = journal.resolveSibling(id + ".lock");
    if (!Files.exists(lock)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return lock(channel);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static void makePrivate(Path journals) throws IOException {
    if (Files.isDirectory(journals)) {
      return;
    }
    if (journals.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          journals,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(journals);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException left) {
      // A lock file that stays behind keeps nobody out.
    }
  }
}
