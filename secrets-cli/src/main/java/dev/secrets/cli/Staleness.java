package dev.secrets.cli;

import dev.secrets.file.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells when values should be read again: a file that they came from has changed and is no longer
 * being written, the interval is over, or the last attempt failed some time ago.
 */
final class Staleness {

  private static final Duration RETRY = Duration.ofSeconds(5);

  /** As coarse as the times of files may be. */
  private static final Duration COARSE = Duration.ofMillis(20);

  private final Optional<Duration> interval;
  private Map<Path, String> asRead = Map.of();
  private Map<Path, String> lastSeen = Map.of();
  private Instant next = Instant.MAX;

  Staleness(Optional<Duration> interval) {
    this.interval = interval;
  }

  /** Values were read from {@code files}, beginning at {@code begun}. */
  void read(Set<Path> files, Instant begun) {
    asRead = stamps(files);
    asRead.replaceAll((file, stamp) -> isNewerThan(begun.minus(COARSE), file) ? "?" : stamp);
    lastSeen = asRead;
    next = interval.map(time -> Instant.now().plus(time)).orElse(Instant.MAX);
  }

  /** Values could not be read. */
  void failed() {
    asRead = stamps(asRead.keySet());
    next = Instant.now().plus(interval.filter(time -> time.compareTo(RETRY) < 0).orElse(RETRY));
  }

  boolean isDue() {
    Map<Path, String> now = stamps(asRead.keySet());
    boolean settled = now.equals(lastSeen);
    lastSeen = now;
    return (settled && !now.equals(asRead)) || Instant.now().isAfter(next);
  }

  private static Map<Path, String> stamps(Set<Path> files) {
    Map<Path, String> stamps = new HashMap<>();
    files.forEach(file -> stamps.put(file, stamp(file)));
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      return FileStamp.of(file);
    } catch (IOException unreadable) {
      return "unreadable";
    }
  }

  private static boolean isNewerThan(Instant time, Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isAfter(time);
    } catch (IOException gone) {
      return false;
    }
  }
}
