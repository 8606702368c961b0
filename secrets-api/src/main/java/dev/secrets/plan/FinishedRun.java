package dev.secrets.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A plan that was carried out and can be undone.
 *
 * @param id names it
 * @param command what was typed; never a value
 * @param root the project
 * @param finished when
 */
public record FinishedRun(String id, List<String> command, Path root, Instant finished) {

  public FinishedRun {
    command = List.copyOf(command);
  }
}
