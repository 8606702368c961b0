package dev.secrets.gitcrypt;

import java.nio.file.Path;

/**
 * A file as git lists it.
 *
 * @param tag git's letter for its state; {@code ?} is untracked, {@code S} not checked out
 * @param mode of the index entry; empty if untracked
 * @param blob the staged content's id; empty if untracked
 * @param stage 0, or 1 to 3 of an unmerged file
 * @param path in the form of {@link GitText}, relative to the directory that the list was made in
 * @param filter the attribute; empty if it has no value
 * @param diff the attribute; empty if it has no value
 */
record WorkFile(
    char tag, String mode, String blob, int stage, String path, String filter, String diff) {

  boolean isTracked() {
    return tag != '?';
  }

  /** Git filters neither links nor submodules. */
  boolean isRegular() {
    return mode.startsWith("100");
  }

  boolean isCheckedOut() {
    return tag != 'S' && stage == 0;
  }

  boolean isUnder(Driver driver) {
    return filter.equals(driver.name());
  }

  WorkFile with(String filterAttribute, String diffAttribute) {
    return new WorkFile(tag, mode, blob, stage, path, filterAttribute, diffAttribute);
  }

  /** For people. */
  String shown() {
    return GitText.shown(path);
  }

  Path in(Path top) {
    return top.resolve(shown());
  }

  /** From a record such as {@code H 100644 ID 0<TAB>PATH} or {@code ? PATH}. */
  static WorkFile parse(String record) {
    char tag = record.charAt(0);
    if (tag == '?') {
      return new WorkFile(tag, "", "", 0, record.substring(2), "", "");
    }
    int tab = record.indexOf('\t');
    String[] fields = record.substring(2, tab).split(" ", -1);
    return new WorkFile(
        tag, fields[0], fields[1], Integer.parseInt(fields[2]), record.substring(tab + 1), "", "");
  }
}
