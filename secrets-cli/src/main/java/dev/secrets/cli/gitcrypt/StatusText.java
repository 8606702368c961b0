package dev.secrets.cli.gitcrypt;

import dev.secrets.cli.Json;
import dev.secrets.gitcrypt.FileStatus;
import dev.secrets.gitcrypt.StatusFix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How {@code status} tells what it found. Scripts read the lines: they are git-crypt's. */
final class StatusText {

  private StatusText() {}

  static boolean isClean(List<FileStatus> files) {
    return files.stream().noneMatch(file -> file.lacksDiff() || file.isExposed());
  }

  /** As {@link FileStatus#rawPath()}, with one character for each byte. */
  static String lines(List<FileStatus> files) {
    StringBuilder text = new StringBuilder();
    files.forEach(file -> text.append(line(file)).append('\n'));
    if (files.stream().anyMatch(FileStatus::isExposed)) {
      text.append(
          """

          Files marked NOT ENCRYPTED are in the index or in a commit as plaintext, although
          .gitattributes says that they are to be encrypted. In an unlocked repository,
          'git-crypt status -f' stages their encrypted versions. History keeps the plaintext:
          treat these secrets as known, and change them.
          """);
    }
    if (files.stream().anyMatch(FileStatus::lacksDiff)) {
      text.append(
          """

          Files without the diff attribute are encrypted, but git diff shows them as binary.
          Give them the same value for 'diff' as for 'filter' in .gitattributes.
          """);
    }
    return text.toString();
  }

  /** The same for programs. A path may hold anything but the NUL that ends it, so it is last. */
  static String records(List<FileStatus> files) {
    StringBuilder text = new StringBuilder();
    files.forEach(
        file -> text.append(state(file)).append(": ").append(file.rawPath()).append('\0'));
    return text.toString();
  }

  private static String state(FileStatus file) {
    if (!file.isEncrypted()) {
      return "not encrypted";
    }
    String diff = file.lacksDiff() ? ",diff-missing" : "";
    return "encrypted" + diff + (file.isExposed() ? ",exposed" : "");
  }

  private static String line(FileStatus file) {
    if (!file.isEncrypted()) {
      return "not encrypted: " + file.rawPath();
    }
    StringBuilder line = new StringBuilder("    encrypted: ").append(file.rawPath());
    if (file.lacksDiff()) {
      line.append(" *** WARNING: diff=").append(file.filter()).append(" attribute not set ***");
    }
    if (file.isExposed()) {
      line.append(" *** WARNING: staged/committed version is NOT ENCRYPTED! ***");
    }
    return line.toString();
  }

  static String fixed(StatusFix fix) {
    StringBuilder text = new StringBuilder();
    fix.staged().forEach(path -> text.append(path).append(": staged encrypted version\n"));
    if (!fix.staged().isEmpty()) {
      text.append("Staged ").append(files(fix.staged().size(), "encrypted ")).append(".\n");
      text.append("Commit them. Earlier commits hold their plaintext on: change these secrets.\n");
    }
    int failed = fix.missing().size() + fix.unchanged().size();
    if (failed > 0) {
      text.append("Unable to stage ").append(files(failed, "")).append(".\n");
    }
    return text.toString();
  }

  private static String files(int count, String kind) {
    return count + " " + kind + (count == 1 ? "file" : "files");
  }

  static String json(List<FileStatus> files) {
    return Json.line(Json.report("files", files.stream().map(StatusText::members).toList()));
  }

  private static Map<String, Object> members(FileStatus file) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("path", file.path());
    members.put("tracked", file.tracked());
    members.put("encrypted", file.isEncrypted());
    members.put("filter", file.filter());
    members.put("diff", file.diff());
    members.put("blobEncrypted", file.blobEncrypted());
    members.put("exposed", file.isExposed());
    members.put("lacksDiff", file.lacksDiff());
    return members;
  }
}
