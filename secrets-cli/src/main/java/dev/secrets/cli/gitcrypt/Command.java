package dev.secrets.cli.gitcrypt;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** One command: its options, and the one thing it does with them. */
interface Command {

  /** As it is typed. */
  String name();

  /** What stands after the name, such as {@code [OPTIONS] FILE}. */
  String form();

  String summary();

  /** A command line that does something useful. */
  String example();

  /** Adds the options. */
  default void describe(CommandSpec spec) {}

  /** Whether what begins with a dash is an option, and not an argument like any other. */
  default boolean takesOptions() {
    return true;
  }

  /** Does it and returns the exit code. */
  int run(Arguments arguments, Shell shell) throws IOException;
}
