package dev.secrets.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processes that a terminal sends its interrupts to. A program we start is in our group, so
 * what the terminal sends reaches it without us, and must not be sent to it twice.
 */
final class ForegroundGroup {

  /** Fields of proc(5) stat, counted from the one after the name. */
  private static final int GROUP = 2;

  private static final int FOREGROUND_GROUP = 5;

  private ForegroundGroup() {}

  static boolean containsUs() {
    Path status = Path.of("/proc/self/stat");
    try {
      // The name may hold blanks and brackets of its own, and not be UTF-8.
      String stat = Files.readString(status, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
    } catch (IOException noSuchFile) {
      return Files.isReadable(Path.of("/dev/tty")); // elsewhere: if there is a terminal at all
    }
  }
}
