package dev.secrets.gitcrypt;

import java.util.List;

/** Writes files of a work tree anew from the index, in one run of git. */
final class Rewrite {

  private Rewrite() {}

  /** As the configuration says. */
  static void filtered(Git git, List<WorkFile> files, Journal journal) {
    run(git, files, journal);
  }

  /** As git keeps them: encrypted files stay encrypted. */
  static void raw(Git git, List<WorkFile> files, List<Driver> drivers, Journal journal) {
    run(git.with(DriverConfig.neutral(drivers)), files, journal);
  }

  private static void run(Git git, List<WorkFile> files, Journal journal) {
    if (files.isEmpty()) {
      return;
    }
    // Entered again, an index entry knows nothing of the file, so git cannot take it for current.
    git.feed(
        files.stream().map(file -> file.mode() + " " + file.blob() + " 0\t" + file.path()).toList(),
        journal::working,
        "update-index",
        "-z",
        "--index-info");
    git.feed(
        files.stream().map(WorkFile::path).toList(),
        journal::working,
        "checkout-index",
        "-f",
        "-u",
        "-z",
        "--stdin");
  }
}
