package dev.secrets.gitcrypt;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which blobs commits brought, each blob of a path once. */
final class ChangedFiles {

  private static final String DELETED = "000000";

  private final Git git;
  private final Set<String> seen = new HashSet<>();

  ChangedFiles(Git git) {
    this.git = git;
  }

  /** By commit, newest first as given. */
  Map<String, List<WorkFile>> of(List<String> commits) {
    Map<String, List<WorkFile>> changes = new LinkedHashMap<>();
    try (GitProcess process =
        git.start(
            "diff-tree", "--stdin", "-r", "-z", "-m", "--root", "--no-renames", "--no-abbrev")) {
      try {
        InputStream out = new BufferedInputStream(process.out());
        for (String commit : commits) {
          // The empty line is echoed when the commit is done, so neither side waits.
          process.write((commit + "\n\n").getBytes(StandardCharsets.US_ASCII));
          process.flush();
          List<WorkFile> files = read(out);
          if (!files.isEmpty()) {
            changes.put(commit, files);
          }
        }
      } catch (IOException ended) {
        throw process.broken();
      }
      process.finish().expectSuccess();
    }
    return changes;
  }

  /** Records: the commit, then {@code :MODE MODE ID ID LETTER} and the path of each change. */
  private List<WorkFile> read(InputStream out) throws IOException {
    List<WorkFile> files = new ArrayList<>();
    for (String record = record(out); !record.equals("\n"); record = record(out)) {
      if (record.startsWith(":")) {
        String[] fields = record.substring(1).split(" ", -1);
        String path = record(out);
        if (!fields[1].equals(DELETED) && seen.add(fields[3] + path)) {
          files.add(new WorkFile('H', fields[1], fields[3], 0, path, "", ""));
        }
      }
    }
    return files;
  }

  private static String record(InputStream out) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    for (int next = out.read(); next != 0; next = out.read()) {
      if (next < 0) {
        throw new IOException("git ended early");
      }
      record.write(next);
      if (next == '\n' && record.size() == 1) {
        break;
      }
    }
    return record.toString(StandardCharsets.ISO_8859_1);
  }
}
