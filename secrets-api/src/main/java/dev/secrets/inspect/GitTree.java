package dev.secrets.inspect;

import dev.secrets.spi.BackendContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What git knows of the files below a directory; nothing where there is no git. */
final class GitTree implements AutoCloseable {

  /** Of an attribute that names git-crypt's filter, with or without the name of a key. */
  static final String GIT_CRYPT = "git-crypt";

  private static final String DEFAULT_KEY = "default";

  private final GitProgram git;
  private final Path root;
  private final boolean present;
  private final Map<String, Staged> tracked = new LinkedHashMap<>();
  private final Set<String> unmerged = new LinkedHashSet<>();
  private final Map<String, String> filters = new LinkedHashMap<>();
  private final Set<String> ignored = new HashSet<>();
  private @Nullable GitBlobs blobs;

  /** A file as it is in the index. */
  record Staged(String mode, String blob) {}

  /** A version of a file in some commit. */
  record Version(String commit, String path, String blob) {}

  GitTree(Path root, BackendContext context) {
    this.root = root;
    this.git = new GitProgram(root, context);
    Optional<List<String>> index = git.records("ls-files", "-z", "--stage");
    present = index.isPresent();
    index.orElse(List.of()).forEach(this::addStaged);
  }

  boolean isPresent() {
    return present;
  }

  /** The files in the index, by path. */
  Map<String, Staged> tracked() {
    return tracked;
  }

  boolean isTracked(String path) {
    return tracked.containsKey(path);
  }

  /** The files that two sides have changed, and nobody has merged yet. */
  Set<String> unmerged() {
    return unmerged;
  }

  /** Asks once for the attributes and the rules of ignoring of all {@code paths}. */
  void learn(Collection<String> paths) {
    if (!present) {
      return;
    }
    List<String> unknown = paths.stream().filter(path -> !filters.containsKey(path)).toList();
    List<String> attributes = git.answers(unknown, "check-attr", "-z", "--stdin", "filter");
    for (int at = 0; at + 2 < attributes.size(); at += 3) {
      filters.put(attributes.get(at), attributes.get(at + 2));
    }
    ignored.addAll(git.answers(unknown, "check-ignore", "-z", "--stdin", "--no-index"));
  }

  /** The filter of a path that was learned, if it is git-crypt's. */
  Optional<String> cryptFilter(String path) {
    return Optional.ofNullable(filters.get(path))
        .filter(filter -> filter.equals(GIT_CRYPT) || filter.startsWith(GIT_CRYPT + "-"));
  }

  /** Whether git leaves a path alone that was learned. */
  boolean isIgnored(String path) {
    return ignored.contains(path) && !isTracked(path);
  }

  /** Whether rules say that a path is to be left alone, be it tracked or not. */
  boolean isNamedIgnored(String path) {
    return ignored.contains(path);
  }

  /** Whether this clone can encrypt what {@code filter} names. */
  boolean isSetUp(String filter) {
    boolean configured = git.records("config", "--get", "filter." + filter + ".clean").isPresent();
    return configured && hasKey(filter);
  }

  private boolean hasKey(String filter) {
    String name = filter.equals(GIT_CRYPT) ? DEFAULT_KEY : filter.substring(GIT_CRYPT.length() + 1);
    for (String option : List.of("--git-dir", "--git-common-dir")) {
      Optional<Path> directory =
          git.records("rev-parse", option)
              .map(lines -> root.resolve(String.join("", lines).strip()));
      if (directory.filter(d -> Files.exists(d.resolve("git-crypt/keys/" + name))).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The files that git has or would take. */
  Set<String> candidates() {
    Set<String> paths = new LinkedHashSet<>(tracked.keySet());
    paths.addAll(git.records("ls-files", "-z", "--others", "--exclude-standard").orElse(List.of()));
    return paths;
  }

  /** What is staged and not committed: blobs by path. */
  Map<String, String> changed() {
    List<String> records =
        git.records(
                "diff",
                "--cached",
                "--raw",
                "-z",
                "--no-abbrev",
                "--no-renames",
                "--relative",
                "--diff-filter=AMT")
            .orElse(List.of());
    Map<String, String> blobs = new LinkedHashMap<>();
    for (int at = 0; at + 1 < records.size(); at += 2) {
      blobs.put(records.get(at + 1), records.get(at).split(" ", -1)[3]);
    }
    return blobs;
  }

  /** When a file was last changed in a commit. */
  Optional<Instant> lastCommit(String path) {
    return git.records("log", "-1", "--format=%ct", "--", path)
        .flatMap(lines -> lines.stream().findFirst())
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds.strip())));
  }

  /** The content of a blob. */
  byte[] blob(String id) {
    GitBlobs reading = blobs;
    if (reading == null) {
      reading = new GitBlobs(git);
      blobs = reading;
    }
    return reading.read(id);
  }

  /** Every version of the files that {@code pathspecs} mean, in every ref, the newest first. */
  List<Version> history(Collection<String> pathspecs) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "log",
                "--all",
                "--format=commit %H",
                "--raw",
                "-z",
                "--no-abbrev",
                "--no-renames",
                "--relative",
                "--diff-filter=AMT",
                "--"));
    command.addAll(pathspecs);
    List<Version> versions = new ArrayList<>();
    String commit = "";
    String blob = "";
    for (String raw : git.records(command.toArray(String[]::new)).orElse(List.of())) {
      String record = raw.strip();
      if (record.startsWith("commit ")) {
        commit = record.substring("commit ".length()).lines().findFirst().orElse("");
        record = record.substring(record.lastIndexOf('\n') + 1);
      }
      if (record.startsWith(":")) {
        blob = record.split(" ", -1)[3];
      } else if (!blob.isEmpty() && !record.startsWith("commit ")) {
        versions.add(new Version(commit, raw, blob));
        blob = "";
      }
    }
    return versions;
  }

  private void addStaged(String record) {
    int tab = record.indexOf('\t');
    String[] facts = record.substring(0, tab).split(" ", -1);
    String path = record.substring(tab + 1);
    tracked.put(path, new Staged(facts[0], facts[1]));
    if (!facts[2].equals("0")) {
      unmerged.add(path);
    }
  }

  @Override
  public void close() {
    if (blobs != null) {
      blobs.close();
    }
  }
}
