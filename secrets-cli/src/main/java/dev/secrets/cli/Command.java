package dev.secrets.cli;

import picocli.CommandLine.Model.CommandSpec;

/** One command: its options, and the one thing it does with them. */
interface Command {

  /** What stands after the command's name, such as {@code [OPTIONS] REF}. */
  String form();

  /** Adds options, parameters and the text of the help to {@code spec}. */
  void describe(CommandSpec spec);

  /** Does it and returns the exit code. */
  int run(Invocation invocation) throws Exception;

  /** The exit code for a failure that nobody expected. */
  default int unexpected() {
    return ExitCode.STORAGE;
  }
}
