package dev.secrets.cli;

import dev.secrets.SecretsException;

/** What the command's exit codes mean. {@code run} hands on its program's own instead. */
final class ExitCode {

  static final int DONE = 0;

  /** A check found something. */
  static final int FOUND = 1;

  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int STORAGE = 9;

  /** {@code run} failed in a way that has no code here. */
  static final int RUN_FAILED = 125;

  static final int NOT_EXECUTABLE = 126;
  static final int NO_SUCH_PROGRAM = 127;

  /** What a shell shows of a program that wrote into a pipe nobody reads: 128 + SIGPIPE. */
  static final int BROKEN_PIPE = 141;

  /** Never leaves the process: each command has its own code for what nobody expected. */
  static final int UNEXPECTED = -1;

  private ExitCode() {}

  static int of(SecretsException.Kind kind) {
    return switch (kind) {
      case UNSUPPORTED -> USAGE;
      case NOT_FOUND -> NOT_FOUND;
      case ACCESS_DENIED -> 4;
      case DECRYPTION_FAILED -> 5;
      case MALFORMED -> 6;
      case CONFLICT -> 7;
      case UNAVAILABLE -> 8;
      case STORAGE -> STORAGE;
      case SEVERAL -> 10;
    };
  }
}
