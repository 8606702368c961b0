package dev.secrets.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the system tells of a process, where there is proc(5).
 *
 * @param state one letter
 * @param parent its parent's number
 * @param group its process group
 * @param terminal the number of its terminal
 * @param foreground the process group that the terminal sends its signals to
 */
record ProcessStatus(
    String state, String parent, String group, String terminal, String foreground) {

  static ProcessStatus ofUs() throws IOException {
    return read("self");
  }

  static ProcessStatus of(long process) throws IOException {
    return read(Long.toString(process));
  }

  private static ProcessStatus read(String process) throws IOException {
    String stat = Files.readString(Path.of("/proc", process, "stat"), StandardCharsets.ISO_8859_1);
    // The name may hold blanks and brackets of its own, and not be UTF-8.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessStatus(fields[0], fields[1], fields[2], fields[4], fields[5]);
  }

  boolean hasTerminal() {
    return !terminal.equals("0");
  }

  /** Whether the terminal sends its signals to this process, and to all others of its group. */
  boolean isInForeground() {
    return hasTerminal() && group.equals(foreground);
  }

  boolean isStopped() {
    return state.equals("T");
  }

  boolean isDead() {
    return state.equals("Z");
  }
}
