package dev.secrets.cli;

import dev.secrets.BackendUnavailableException;
import dev.secrets.SecretValue;
import dev.secrets.StorageException;
import dev.secrets.WriteConflictException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values as files for a program, in a {@link PrivateDirectory} that lives as long as it. A named
 * pipe gives its value to one reader and is gone, so that nothing is left to read afterwards.
 */
final class ValueFiles implements AutoCloseable {

  private @Nullable PrivateDirectory room;
  private final List<Path> wanted = new ArrayList<>();

  /** Makes what {@code wish} asks for of {@code value}, and returns its path. */
  Path make(FileWish wish, SecretValue value) throws IOException {
    if (room == null) {
      room = PrivateDirectory.create();
    }
    Path path = room.path().resolve(wish.variable());
    return wish.pipe() ? pipe(path, value) : file(path, value);
  }

  /**
   * Writes {@code value} where the program wants to find it, until {@link #close}.
   *
   * @throws WriteConflictException if there is a file already
   */
  void write(Path file, SecretValue value) throws IOException {
    if (!wanted.contains(file)) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new WriteConflictException(
            "'" + file + "' is there already, and would be removed after the program");
      }
      wanted.add(file);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(file)));
    }
    byte[] bytes = value.copyBytes();
    try {
      PrivateFile.write(file, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException denied) {
      // Nothing more can be done about it: the directory was taken away from us meanwhile.
    }
  }

  /** A reader of a file that is there already sees the old value or the new one. */
  private static Path file(Path file, SecretValue value) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = new FileOutputStream(fresh.toFile())) {
      write(value, out);
    }
    return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path pipe(Path pipe, SecretValue value) throws IOException {
    Files.deleteIfExists(pipe);
    makePipe(pipe);
    SecretValue own = SecretValue.takeOwnership(value.copyBytes());
    Thread writer = new Thread(() -> serve(pipe, own), "pipe of a value");
    writer.setDaemon(true); // a reader may never come
    writer.start();
    return pipe;
  }

  private static void makePipe(Path pipe) throws IOException {
    try {
      Process maker =
          new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).inheritIO().start();
      if (maker.waitFor() != 0) {
        throw new BackendUnavailableException("cannot make a named pipe", "--file makes a file");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException("interrupted while a named pipe was made");
    }
  }

  private static void serve(Path pipe, SecretValue value) {
    try (value;
        OutputStream out = new FileOutputStream(pipe.toFile())) {
      Files.delete(pipe); // before the value is there: nobody else can open it
      write(value, out);
    } catch (IOException gone) {
      // The reader went away before it had all: nobody is left to tell.
    }
  }

  private static void write(SecretValue value, OutputStream out) throws IOException {
    byte[] bytes = value.copyBytes();
    try {
      out.write(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public void close() {
    for (Path file : wanted) {
      remove(file);
    }
    if (room != null) {
      room.close();
    }
  }
}
