package dev.secrets.inspect;

import dev.secrets.Secrets;
import dev.secrets.file.FileFailure;
import dev.secrets.mask.SecretSearch;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks for the project's own values where they should not be, in whatever spelling. What it cannot
 * open it does not know, and so does not find.
 */
public final class SecretScan {

  private static final long LARGEST = 64L << 20;

  private final Supplier<Secrets.Builder> opening;
  private final BackendContext context;
  private final ProjectCheck.Scope scope;

  /** Where a value was found. */
  public record Hit(String place, String commit, String name) {}

  /**
   * What was found.
   *
   * @param hits in the order of their places
   * @param values how many values were looked for
   * @param unopened what could not be opened, and why
   */
  public record Report(List<Hit> hits, int values, Map<String, String> unopened) {}

  /** Looks in one place. */
  private interface Search {
    void run(Inspection project, SecretSearch values, List<Hit> hits);
  }

  /**
   * For the values of the project at the directory of {@code context}.
   *
   * @param scope whether stores other than files are asked for theirs
   */
  public SecretScan(
      Supplier<Secrets.Builder> opening, BackendContext context, ProjectCheck.Scope scope) {
    this.opening = opening;
    this.context = context;
    this.scope = scope;
  }

  /**
   * In the files that git has or would take; without git in all of them. Those that are meant to
   * hold secrets are left out.
   */
  public Report workTree() {
    return scan(
        (project, values, hits) -> {
          Set<String> paths = new TreeSet<>(project.git().candidates());
          if (!project.git().isPresent()) {
            addBelow(project.root(), project.root(), paths);
          }
          paths.removeIf(path -> project.secretFile(path).filter(f -> f.isSecret()).isPresent());
          files(paths, project.root(), values, hits);
        });
  }

  /** In what is staged and not committed. */
  public Report staged() {
    return scan(
        (project, values, hits) ->
            project
                .git()
                .changed()
                .forEach(
                    (path, blob) -> content(project.git().blob(blob), path, "", values, hits)));
  }

  /** In everything that any ref leads to: files, messages, tags. */
  public Report history() {
    return scan(
        (project, values, hits) -> {
          GitHistory history = new GitHistory(project);
          Map<String, List<Hit>> byObject = new HashMap<>();
          history.forEach(
              (id, content) -> {
                List<Hit> inObject = new ArrayList<>();
                content(content, "", id, values, inObject);
                if (!inObject.isEmpty()) {
                  byObject.put(id, inObject);
                }
              });
          Map<String, GitHistory.Place> places = history.places(byObject.keySet());
          byObject.forEach(
              (id, inObject) ->
                  Optional.ofNullable(places.get(id))
                      .ifPresent(place -> inObject.forEach(hit -> hits.add(at(place, hit)))));
          hits.sort(Comparator.comparing(Hit::place));
        });
  }

  private static Hit at(GitHistory.Place place, Hit inObject) {
    return new Hit(place.path() + inObject.place(), place.commit(), inObject.name());
  }

  /** In a file, or in all files below a directory. */
  public Report path(Path path) {
    return scan(
        (project, values, hits) -> {
          Set<String> paths = new TreeSet<>();
          if (Files.isDirectory(path)) {
            addBelow(path, path, paths);
            files(paths, path, values, hits);
          } else {
            file(path, path.getFileName().toString(), values, hits);
          }
        });
  }

  private Report scan(Search search) {
    try (Inspection project = new Inspection(opening, context)) {
      Values.Stores stores =
          scope == ProjectCheck.Scope.REMOTE ? Values.Stores.ALL : Values.Stores.FILES;
      List<Hit> hits = new ArrayList<>();
      try (KnownValues known = KnownValues.of(project, new Values(project, stores));
          SecretSearch values = SecretSearch.of(known.values())) {
        search.run(project, values, hits);
        Map<String, String> unopened = new TreeMap<>();
        project
            .unopened()
            .forEach((what, why) -> unopened.put(what, String.valueOf(why.getMessage())));
        return new Report(List.copyOf(hits), known.values().size(), unopened);
      }
    }
  }

  private void files(Set<String> paths, Path root, SecretSearch values, List<Hit> hits) {
    int done = 0;
    for (String path : paths) {
      file(root.resolve(path), path, values, hits);
      context.progress().reached("files", ++done, paths.size());
    }
  }

  private static void file(Path file, String shown, SecretSearch values, List<Hit> hits) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
        content(Files.readAllBytes(file), shown, "", values, hits);
      }
    } catch (IOException failure) {
      throw FileFailure.of("read", file, failure);
    }
  }

  private static void content(
      byte[] content, String path, String commit, SecretSearch values, List<Hit> hits) {
    values
        .in(content)
        .forEach((name, end) -> hits.add(new Hit(path + ":" + line(content, end), commit, name)));
  }

  private static int line(byte[] content, int end) {
    int line = 1;
    for (int at = 0; at < end; at++) {
      line += content[at] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static void addBelow(Path directory, Path root, Set<String> paths) {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(path -> !path.startsWith(".git/"))
          .forEach(paths::add);
    } catch (IOException failure) {
      throw FileFailure.of("list", directory, failure);
    }
  }
}
