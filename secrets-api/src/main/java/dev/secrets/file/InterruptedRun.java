package dev.secrets.file;

import java.nio.file.Path;
import java.util.List;

/**
 * A run over many files that has not ended.
 *
 * @param id names it
 * @param command the command that was typed; never a value
 * @param directory where it was typed
 */
public record InterruptedRun(String id, List<String> command, Path directory) {

  public InterruptedRun {
    command = List.copyOf(command);
  }

  /** Whether {@code other} is the same command, typed at the same place. */
  public boolean repeats(InterruptedRun other) {
    return command.equals(other.command) && directory.equals(other.directory);
  }
}
