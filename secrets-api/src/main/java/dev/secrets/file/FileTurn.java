package dev.secrets.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A writer's turn on a file: an operating system lock on the file that is to be replaced. Whoever
 * waited for it looks whether the name still leads to the file it locked, and waits anew if not. A
 * file that is absent or not ours to open for writing is written without a turn.
 */
final class FileTurn implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final @Nullable FileChannel channel;

  private FileTurn(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  static FileTurn on(Path file) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (!Files.isWritable(file)) {
        return new FileTurn(null);
      }
      Object identity = identity(file);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      if (lock(channel) && Objects.equals(identity, identity(file))) {
        return new FileTurn(channel);
      }
      channel.close();
      pause();
    }
    throw new FileSystemException(file.toString(), null, "another process is writing it");
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
        : null;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(2);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted");
    }
  }
}
