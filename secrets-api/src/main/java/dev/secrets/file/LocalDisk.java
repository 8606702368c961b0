package dev.secrets.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file systems of this machine. */
final class LocalDisk implements Disk {

  @Override
  public OutputStream create(Path file) throws IOException {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return Channels.newOutputStream(FileChannel.open(file, fresh, ownerOnly(file)));
  }

  @Override
  public void force(Path path) throws IOException {
    boolean directory = Files.isDirectory(path);
    if (directory && !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return; // only there a directory can be opened like a file
    }
    try (FileChannel channel =
        FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void renameToNew(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from); // a rename would replace
      Files.delete(from);
    } catch (UnsupportedOperationException noLinks) {
      Files.move(from, to);
    }
  }

  @Override
  public void keep(Path file, Path copy) throws IOException {
    try {
      Files.createLink(copy, file);
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      force(copy);
    }
  }

  @Override
  public void dress(Path file, Path original, FileMode mode) throws IOException {
    FileIdentity.of(original).applyTo(file, mode);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
