package dev.secrets.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processes that a terminal sends its signals to. A program we start is in our group, so what
 * the terminal sends reaches it without us, and must not be sent to it twice.
 */
final class ForegroundGroup {

  private ForegroundGroup() {}

  static boolean containsUs() {
    try {
      return ProcessStatus.ofUs().isInForeground();
    } catch (IOException noSuchFile) {
      return hasTerminal(); // elsewhere: if there is a terminal at all
    }
  }

  /** Whether we belong to a terminal; no longer after it hung up. */
  static boolean hasTerminal() {
    try {
      return ProcessStatus.ofUs().hasTerminal();
    } catch (IOException noSuchFile) {
      return Files.isReadable(Path.of("/dev/tty"));
    }
  }

  /** Whether the process is stopped; true also where that cannot be told. */
  static boolean isStopped(ProcessHandle process) {
    try {
      return ProcessStatus.of(process.pid()).isStopped();
    } catch (IOException noSuchFile) {
      return true;
    }
  }
}
