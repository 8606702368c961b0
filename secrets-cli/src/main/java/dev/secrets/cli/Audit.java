package dev.secrets.cli;

import dev.secrets.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A local log of who used which secrets, a JSON object on a line for each command: names and
 * references, never values. It is off unless {@code SECRETS_AUDIT} says where it is. What cannot be
 * logged is not done.
 */
final class Audit implements AutoCloseable {

  private static final String SETTING = "SECRETS_AUDIT";
  private static final String REASON = "SECRETS_REASON";
  private static final Set<String> OFF = Set.of("", "0", "off", "false");
  private static final Set<String> ON = Set.of("1", "on", "true");

  private final @Nullable FileChannel log;
  private final Map<String, String> environment;
  private final Set<String> names = new LinkedHashSet<>();

  private Audit(@Nullable FileChannel log, Map<String, String> environment) {
    this.log = log;
    this.environment = environment;
  }

  /** Opens the log that the user's setting asks for; one that takes nothing when it is off. */
  static Audit of(Host host) {
    String setting = host.environment().getOrDefault(SETTING, "");
    if (OFF.contains(setting)) {
      return new Audit(null, host.environment());
    }
    Path file =
        ON.contains(setting)
            ? Journals.audit(host).resolve("audit.jsonl")
            : host.directory().resolve(setting);
    try {
      return new Audit(open(file), host.environment());
    } catch (IOException failure) {
      throw new StorageException(
          "cannot open the audit log '" + file + "'", SETTING + "=off turns it off");
    }
  }

  private static FileChannel open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Told of each name, reference or file whose value is used. */
  synchronized void used(String name) {
    names.add(name);
  }

  /** Adds the line of a command that ended with {@code outcome}. */
  synchronized void write(String command, int outcome) throws IOException {
    if (log == null) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("schema", 1);
    line.put("when", Instant.now().truncatedTo(ChronoUnit.MILLIS));
    line.put("who", String.valueOf(System.getProperty("user.name")));
    line.put("command", command);
    line.put("names", names);
    line.put("reason", environment.getOrDefault(REASON, ""));
    line.put("outcome", outcome);
    // One write of a file opened for appending: lines of several commands do not mix.
    log.write(ByteBuffer.wrap(Json.line(line).getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
  }
}
