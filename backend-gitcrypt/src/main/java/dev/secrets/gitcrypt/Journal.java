package dev.secrets.gitcrypt;

import dev.secrets.WriteConflictException;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A file that stands while the files of a work tree are being rewritten. When it is found there,
 * that was broken off: files may be encrypted, decrypted, cut or missing, and none of this is the
 * user's doing. It names the processes at work, so that what runs is told from what was killed.
 */
final class Journal {

  private final Path file;
  private final Path indexLock;

  Journal(Path gitDirectory) {
    file = gitDirectory.resolve("git-crypt.journal");
    indexLock = gitDirectory.resolve("index.lock");
  }

  /** Whether something was broken off. */
  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Refuses while the operation that wrote the journal still runs, and clears away what a killed
   * git has left of it.
   */
  void recover() {
    if (!exists()) {
      return;
    }
    if (running()) {
      throw new WriteConflictException(
          "the work tree is being locked or unlocked by another process",
          "wait until it has ended");
    }
    delete(indexLock);
  }

  void begin() {
    write(List.of(ProcessHandle.current().pid()));
  }

  /** Another process is at work for us. */
  void working(long process) {
    write(List.of(ProcessHandle.current().pid(), process));
  }

  void end() {
    delete(file);
  }

  private void write(List<Long> processes) {
    String text = String.join("\n", processes.stream().map(String::valueOf).toList()) + "\n";
    SafeFile.write(
        file,
        out -> out.write(text.getBytes(StandardCharsets.US_ASCII)),
        written -> {},
        target -> {});
  }

  private boolean running() {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return Files.readAllLines(file).stream()
          .map(Long::valueOf)
          .flatMap(id -> ProcessHandle.of(id).stream())
          .anyMatch(process -> startedBefore(written, process));
    } catch (IOException failure) {
      throw UnusableFile.of(file, failure);
    }
  }

  /** A process that is younger than the journal has got the number of one that is gone. */
  private static boolean startedBefore(Instant written, ProcessHandle process) {
    boolean old = process.info().startInstant().map(written::isAfter).orElse(true);
    return old && process.pid() != ProcessHandle.current().pid() && process.isAlive();
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw UnusableFile.of("delete", path, failure);
    }
  }
}
