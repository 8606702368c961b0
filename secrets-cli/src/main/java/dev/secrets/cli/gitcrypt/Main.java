package dev.secrets.cli.gitcrypt;

import java.util.List;

/** Stands in for {@code git-crypt}. */
public final class Main {

  private Main() {}

  /** Ends the process with the exit code of the command. */
  public static void main(String[] arguments) {
    System.exit(new Program(Shell.ofProcess()).run(List.of(arguments)));
  }
}
