package dev.secrets.gitcrypt;

import dev.secrets.WriteConflictException;
import dev.secrets.file.SafeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that stands while a work tree is being changed. When it is found there, that was broken
 * off, and what is half done is not the user's doing. It names the processes at work, so that what
 * runs is told from what was killed, and then notes that tell how to undo it.
 *
 * <pre>
 * 4711              process ids
 * 4712
 * old default       notes, none of them a number
 * new default-2
 * </pre>
 *
 * {@link dev.secrets.file.FileChanges} keeps a journal of contents that it places itself; here it
 * is git that writes files and index, and what has to be known is whether it still does.
 */
final class Journal {

  private static final Pattern PROCESS = Pattern.compile("[0-9]{1,18}");

  private final Path file;
  private final Path indexLock;
  private List<String> notes = List.of();

  private Journal(Path gitDirectory, String name) {
    file = gitDirectory.resolve(name);
    indexLock = gitDirectory.resolve("index.lock");
  }

  /** Of encrypted files that are rewritten: they may be encrypted, decrypted, cut or missing. */
  static Journal ofFiles(Path gitDirectory) {
    return new Journal(gitDirectory, "git-crypt.journal");
  }

  /** Of a collaborator's removal; its notes name the keys. */
  static Journal ofRemoval(Path gitDirectory) {
    return new Journal(gitDirectory, "git-crypt.rotation");
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
          "another process is changing this work tree", "wait until it has ended");
    }
    delete(indexLock);
  }

  void begin(String... lines) {
    notes = List.of(lines);
    write(List.of(ProcessHandle.current().pid()));
  }

  /** Another process is at work for us. */
  void working(long process) {
    write(List.of(ProcessHandle.current().pid(), process));
  }

  void end() {
    delete(file);
  }

  /** What was noted by whoever was killed. */
  List<String> notes() {
    return lines().stream().filter(line -> !PROCESS.matcher(line).matches()).toList();
  }

  private void write(List<Long> processes) {
    Stream<String> lines = Stream.concat(processes.stream().map(String::valueOf), notes.stream());
    String text = lines.map(line -> line + "\n").collect(Collectors.joining());
    SafeFile.write(
        file,
        out -> out.write(text.getBytes(StandardCharsets.US_ASCII)),
        written -> {},
        target -> {});
  }

  private boolean running() {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return lines().stream()
          .filter(PROCESS.asMatchPredicate())
          .map(Long::valueOf)
          .flatMap(id -> ProcessHandle.of(id).stream())
          .anyMatch(process -> startedBefore(written, process));
    } catch (IOException failure) {
      throw UnusableFile.of(file, failure);
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file, StandardCharsets.US_ASCII);
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
