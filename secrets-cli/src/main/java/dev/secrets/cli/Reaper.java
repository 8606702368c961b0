package dev.secrets.cli;

import java.io.IOException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Buries orphans while we are the first process of a container, which all orphans become children
 * of. The JDK waits for the processes that it started, and has no public way to wait for others:
 * the launcher opens the one that it uses itself.
 */
final class Reaper extends Thread {

  private static final long PAUSE = 1000;

  private final Method wait;

  private Reaper(Method wait) {
    this.wait = wait;
    setDaemon(true);
  }

  static void startIfFirst() {
    if (ProcessHandle.current().pid() != 1) {
      return;
    }
    try {
      Method wait =
          Class.forName("java.lang.ProcessHandleImpl")
              .getDeclaredMethod("completion", long.class, boolean.class);
      wait.setAccessible(true);
      new Reaper(wait).start();
    } catch (ReflectiveOperationException | InaccessibleObjectException changed) {
      // Another Java, or another launcher: the dead stay in the process table.
    }
  }

  @Override
  public void run() {
    Set<Long> before = Set.of();
    try {
      while (true) {
        Set<Long> dead = dead();
        for (long process : dead) {
          // Those of the JDK are gone at the second look.
          if (before.contains(process)) {
            wait.invoke(null, process, true);
          }
        }
        before = dead;
        sleep(PAUSE);
      }
    } catch (IOException | ReflectiveOperationException | InterruptedException gone) {
      // As above.
    }
  }

  private static Set<Long> dead() throws IOException {
    Set<Long> dead = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        long number = Long.parseLong(String.valueOf(process.getFileName()));
        if (isOrphan(number)) {
          dead.add(number);
        }
      }
    }
    return dead;
  }

  private static boolean isOrphan(long process) {
    try {
      ProcessStatus status = ProcessStatus.of(process);
      return status.isDead() && status.parent().equals("1");
    } catch (IOException gone) {
      return false;
    }
  }
}
