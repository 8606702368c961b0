package dev.secrets.cli.gitcrypt;

import dev.secrets.cli.Host;
import java.util.List;

/** Stands in for {@code git-crypt}. */
public final class Main {

  private Main() {}

  /** Ends the process with the exit code of the command. */
  public static void main(String[] arguments) {
    System.exit(run(Host.ofProcess(), List.of(arguments)));
  }

  /** Returns the exit code. */
  public static int run(Host host, List<String> arguments) {
    return new Program(Shell.of(host)).run(arguments);
  }
}
