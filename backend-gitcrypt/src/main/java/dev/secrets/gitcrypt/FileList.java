package dev.secrets.gitcrypt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lists files with their attributes, in two processes whatever their number. */
final class FileList {

  /**
   * So little is asked at once that the answers fit into the smallest of pipes: git may write them
   * all before we read one.
   */
  private static final int ASKED_AT_ONCE = 16;

  private static final int FIELDS = 3;
  private static final String UNSPECIFIED = "unspecified";

  private final Git git;

  FileList(Git git) {
    this.git = git;
  }

  /** Every file of the index, from the top of the work tree. */
  List<WorkFile> tracked() {
    return list("ls-files", "-cstz");
  }

  /** The regular files under one driver that git has put into the work tree. */
  List<WorkFile> checkedOut(Driver driver) {
    return tracked().stream()
        .filter(file -> file.isRegular() && file.isCheckedOut() && file.isUnder(driver))
        .toList();
  }

  List<WorkFile> list(String... command) {
    return withAttributes(
        git.run(command).records().stream().map(WorkFile::parse).distinct().toList());
  }

  private List<WorkFile> withAttributes(List<WorkFile> files) {
    return withAttributes(files, "check-attr", "-z", "--stdin", "filter", "diff");
  }

  /** With the attributes as the index has them, whatever is in the work tree. */
  List<WorkFile> withStagedAttributes(List<WorkFile> files) {
    return withAttributes(files, "check-attr", "--cached", "-z", "--stdin", "filter", "diff");
  }

  private List<WorkFile> withAttributes(List<WorkFile> files, String... command) {
    List<WorkFile> complete = new ArrayList<>(files.size());
    try (GitProcess process = git.start(command)) {
      try {
        for (int at = 0; at < files.size(); at += ASKED_AT_ONCE) {
          ask(process, files.subList(at, Math.min(files.size(), at + ASKED_AT_ONCE)), complete);
        }
      } catch (IOException ended) {
        throw process.broken();
      }
      process.finish().expectSuccess();
    }
    return complete;
  }

  private static void ask(GitProcess process, List<WorkFile> files, List<WorkFile> complete)
      throws IOException {
    process.write(GitText.join(files.stream().map(WorkFile::path).toList()));
    process.flush();
    for (WorkFile file : files) {
      complete.add(file.with(value(process), value(process)));
    }
  }

  /** The last field of: path, attribute, value. */
  private static String value(GitProcess process) throws IOException {
    String value = "";
    for (int field = 0; field < FIELDS; field++) {
      value = field(process);
    }
    return value.equals(UNSPECIFIED) || value.equals("set") || value.equals("unset") ? "" : value;
  }

  private static String field(GitProcess process) throws IOException {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    int next;
    while ((next = process.out().read()) > 0) {
      field.write(next);
    }
    if (next < 0) {
      throw new IOException("git ended early");
    }
    return field.toString(StandardCharsets.ISO_8859_1);
  }
}
