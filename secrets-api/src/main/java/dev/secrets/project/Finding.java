package dev.secrets.project;

import dev.secrets.document.Position;

/**
 * Something about a project that works and is probably not meant.
 *
 * @param id a stable short name, such as {@code P12}
 * @param severity how bad it is
 * @param place the file, and {@code :line:column} where there is one
 * @param message what is so, in one line
 * @param remedy how to mend it, in one line
 */
public record Finding(String id, Severity severity, String place, String message, String remedy) {

  /** How a place is written, as compilers do. */
  public static String place(String file, Position at) {
    return file + ":" + at.line() + ":" + at.column();
  }

  /** How bad a finding is. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }
}
