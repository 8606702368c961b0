package dev.secrets.project;

/** Whose secrets are meant in a project that gives its tasks different ones. */
public sealed interface TaskSelection {

  /** The environment's default list. */
  static TaskSelection defaults() {
    return Whole.DEFAULTS;
  }

  /** What is in effect for one task. */
  static TaskSelection task(String name) {
    return new Task(name);
  }

  /** What is in effect for any task; two tasks that bind one name differently are an error. */
  static TaskSelection all() {
    return Whole.ALL;
  }

  /** The selections without a parameter. */
  enum Whole implements TaskSelection {
    DEFAULTS,
    ALL
  }

  /** See {@link #task(String)}. */
  record Task(String name) implements TaskSelection {}
}
