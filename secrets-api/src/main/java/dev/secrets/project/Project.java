package dev.secrets.project;

import dev.secrets.SecretNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A directory with environments. They are defined by a manifest, {@code secrets.yaml}, or where
 * there is none by the files of a known layout. Both are sought in the directory and above it, up
 * to the top of the git work tree.
 */
public final class Project {

  /** The manifest's file name. */
  public static final String MANIFEST = "secrets.yaml";

  private final Path root;
  private final Path directory;
  private final ProjectFiles files;
  private final Optional<Manifest> manifest;
  private final Lazy<Optional<Layout>> layout;

  private Project(Path root, Path directory, ProjectFiles files) {
    this.root = root;
    this.directory = directory;
    this.files = files;
    this.manifest = Manifest.read(files);
    this.layout = new Lazy<>(() -> Layout.of(root, files));
  }

  /**
   * The project that {@code directory} belongs to; one without environments if it is none.
   *
   * @param reading gives the files of the project whose root it is told
   */
  public static Project load(Path directory, Function<Path, ProjectFiles> reading) {
    Path start = directory.toAbsolutePath().normalize();
    Path root = rootAbove(start);
    return new Project(root, start, reading.apply(root));
  }

  /** Where the manifest or the layout lies. */
  public Path root() {
    return root;
  }

  /** The names of the environments, sorted. */
  public Set<String> environments() {
    Set<String> names = new TreeSet<>();
    manifest.ifPresent(m -> names.addAll(m.environments()));
    if (usesLayout()) {
      layout.get().ifPresent(l -> names.addAll(l.environments(root)));
    }
    return names;
  }

  /** The environment to use when none is named: the manifest's choice, or the only one. */
  public Optional<String> defaultEnvironment() {
    Optional<String> chosen = manifest.flatMap(Manifest::defaultEnvironment);
    Set<String> all = environments();
    return chosen.isPresent() || all.size() != 1 ? chosen : all.stream().findFirst();
  }

  /** Where its files lie; empty if it is of no known layout. */
  public Optional<ProjectLayout> knownLayout() {
    return layout.get().map(known -> new ProjectLayout(known, root));
  }

  /**
   * An environment by name.
   *
   * @throws SecretNotFoundException if there is none of that name
   */
  public Environment environment(String name) {
    if (!environments().contains(name)) {
      throw new SecretNotFoundException(
          "no environment '%s' in '%s'".formatted(name, root),
          environments().isEmpty()
              ? "there is neither a " + MANIFEST + " nor a known layout here or above"
              : "there are " + String.join(", ", environments()));
    }
    Optional<BindingSource> fromLayout =
        usesLayout() ? layout.get().map(l -> layoutBindings(l, name)) : Optional.empty();
    if (manifest.isEmpty()) {
      return new Environment(
          name, layout.get().orElseThrow().name(), Map.of(), fromLayout.orElseThrow());
    }
    return manifest.get().environment(name, fromLayout, this::written);
  }

  /** Its files, decoded. */
  public ProjectFiles files() {
    return files;
  }

  /** What is waived, by the manifest. */
  public List<Waiver> waivers() {
    return manifest.map(Manifest::waivers).orElse(List.of());
  }

  /**
   * What the layout says of a file, going by its name.
   *
   * @param path relative to the root
   */
  public Optional<SecretFile> layoutFile(String path) {
    return usesLayout()
        ? layout.get().flatMap(l -> new LayoutFiles(l).find(path))
        : Optional.empty();
  }

  /** The directories in which the layout has files with secrets, relative to the root. */
  public Set<String> layoutDirectories() {
    return usesLayout()
        ? layout.get().map(l -> new LayoutFiles(l).directories()).orElse(Set.of())
        : Set.of();
  }

  private boolean usesLayout() {
    return manifest.map(Manifest::usesLayout).orElse(true);
  }

  private BindingSource layoutBindings(Layout generation, String name) {
    return new LayoutBindings(generation, name, environments(), files, this::written);
  }

  /** References are relative to where the user stands, wherever above it the project begins. */
  private String written(String path) {
    return directory.relativize(root.resolve(path)).toString().replace('\\', '/');
  }

  private static Path rootAbove(Path start) {
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(MANIFEST)) || Layout.isAt(at)) {
        return at;
      }
      if (Files.exists(at.resolve(".git"))) {
        return start;
      }
    }
    return start;
  }
}
