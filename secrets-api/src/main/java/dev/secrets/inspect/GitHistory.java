package dev.secrets.inspect;

import dev.secrets.Progress;
import dev.secrets.StorageException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What a repository has ever stored. Contents come from one process in the order of the packs, each
 * once and without the trees, which hold only names and are most of it. Where an object stands is
 * asked afterwards and for a few alone, since that takes longer than reading all of them.
 */
final class GitHistory {

  private static final int LARGEST = 64 << 20;
  private static final int BUFFER = 1 << 18;
  private static final int ID_AND_PATH = 2;

  private final GitProgram git;
  private final GitTree tree;
  private final Progress progress;

  /**
   * Where an object stands.
   *
   * @param path of a blob, or what else it is
   * @param commit the oldest that has it; its own id if that cannot be told
   */
  record Place(String path, String commit) {}

  GitHistory(Inspection project) {
    this.git = new GitProgram(project.root(), project.context());
    this.tree = project.git();
    this.progress = project.context().progress();
  }

  /** Every blob, commit and tag with its id, also those that no ref leads to any more. */
  void forEach(BiConsumer<String, byte[]> user) {
    try {
      // Names of objects: nothing that is secret.
      Path ids = Files.createTempFile("secrets", null);
      try {
        read(ids, list(ids), user);
      } finally {
        Files.delete(ids);
      }
    } catch (IOException failure) {
      throw new StorageException("git ended while its history was read");
    }
  }

  /** Writes them down, and returns how many there are. */
  private int list(Path ids) throws IOException {
    Process process =
        git.start(
            "cat-file",
            "--batch-all-objects",
            "--unordered",
            "--batch-check=%(objectname) %(objecttype)");
    process.getOutputStream().close();
    try (BufferedReader objects = process.inputReader(StandardCharsets.US_ASCII);
        Writer wanted = Files.newBufferedWriter(ids, StandardCharsets.US_ASCII)) {
      int total = 0;
      for (String line = objects.readLine(); line != null; line = objects.readLine()) {
        if (!line.endsWith(" tree")) {
          wanted.write(line.substring(0, line.indexOf(' ')) + "\n");
          total++;
        }
      }
      return total;
    } finally {
      process.destroy();
    }
  }

  private void read(Path ids, int total, BiConsumer<String, byte[]> user) throws IOException {
    Process process = git.start(Redirect.from(ids.toFile()), "cat-file", "--buffer", "--batch");
    try (InputStream out = new BufferedInputStream(process.getInputStream(), BUFFER)) {
      int done = 0;
      for (String header = line(out); !header.isEmpty(); header = line(out)) {
        progress.reached("objects", ++done, total);
        List<String> facts = List.of(header.split(" ", 3));
        long size = Long.parseLong(facts.get(2));
        if (size > LARGEST) {
          out.skipNBytes(size);
        } else {
          user.accept(facts.get(0), out.readNBytes((int) size));
        }
        out.skipNBytes(1);
      }
      progress.reached("objects", total, total);
    } finally {
      process.destroy();
    }
  }

  private static String line(InputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = out.read(); next != '\n' && next >= 0; next = out.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  /** Where those of {@code ids} stand that some ref leads to. */
  Map<String, Place> places(Set<String> ids) {
    Map<String, Place> places = new HashMap<>();
    if (!ids.isEmpty()) {
      tree.history(List.of()).stream()
          .filter(version -> ids.contains(version.blob()))
          .forEach(v -> places.put(v.blob(), new Place(v.path(), v.commit())));
    }
    Set<String> rest = new HashSet<>(ids);
    rest.removeAll(places.keySet());
    if (!rest.isEmpty()) {
      reachable(rest, places);
    }
    return places;
  }

  /** What a merge brought, and what is no blob. */
  private void reachable(Set<String> ids, Map<String, Place> places) {
    try {
      Process process = git.start("rev-list", "--objects", "--all");
      process.getOutputStream().close();
      try (BufferedReader objects = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = objects.readLine(); line != null; line = objects.readLine()) {
          List<String> facts = List.of(line.split(" ", ID_AND_PATH));
          if (ids.contains(facts.get(0))) {
            places.put(facts.get(0), place(facts));
          }
        }
      }
    } catch (IOException failure) {
      throw new StorageException("git ended while its history was read");
    }
  }

  private static Place place(List<String> facts) {
    String id = facts.get(0);
    boolean named = facts.size() == ID_AND_PATH && !facts.get(1).isEmpty();
    return new Place(named ? facts.get(1) : "commit " + id, id);
  }
}
