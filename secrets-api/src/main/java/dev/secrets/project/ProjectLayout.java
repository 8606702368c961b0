package dev.secrets.project;

import dev.secrets.project.LayoutFile.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a project of a known layout keeps its secrets: which files are to be protected, and which
 * beside them stay plaintext on purpose. The environment {@code dev} is the one of the developer's
 * own machine; its dotenv file is meant to be read by everybody.
 */
public final class ProjectLayout {

  private static final String DEVELOPMENT = "dev";
  private static final String EXAMPLE = "example";

  private final Layout layout;
  private final Path root;

  ProjectLayout(Layout layout, Path root) {
    this.layout = layout;
    this.root = root;
  }

  /** The generation of the layout: {@code A}, {@code B} or {@code C}. */
  public String layout() {
    return layout.name();
  }

  /** The secret files that are there. */
  public List<LayoutFile> secrets() {
    List<LayoutFile> files = new ArrayList<>();
    Set<String> environments = new TreeSet<>(layout.environments(root));
    for (String environment : environments) {
      add(files, layout.vars().path(environment), environment, Role.VARIABLES);
      if (!environment.equals(DEVELOPMENT)) {
        add(files, layout.runtime().path(environment), environment, Role.RUNTIME);
      }
    }
    add(files, layout.deploymentOfAll(), "", Role.DEPLOYMENT);
    for (String environment : environments) {
      add(files, layout.deployment().path(environment), environment, Role.DEPLOYMENT);
    }
    return files;
  }

  /**
   * Patterns of git for the files, in order, where the last one that matches counts: whether what
   * matches is to be protected.
   */
  public Map<String, Boolean> patterns() {
    Map<String, Boolean> patterns = new LinkedHashMap<>();
    FilePattern deployment = layout.deployment();
    if (deployment.directory().isEmpty()) {
      deploymentPatterns().forEach(pattern -> patterns.put("/" + pattern, true));
    } else {
      patterns.put(deployment.directory() + "/" + deployment.before() + "*", true);
      patterns.put(layout.deploymentOfAll() + "." + EXAMPLE, false);
    }
    patterns.put(layout.runtime().path("*"), true);
    patterns.put(layout.runtime().path(EXAMPLE), false);
    patterns.put(layout.runtime().path(DEVELOPMENT), false);
    patterns.put(layout.vars().path("*"), true);
    patterns.put(layout.vars().path(EXAMPLE), false);
    patterns.put(layout.commonFile(), false);
    return patterns;
  }

  /** Those of the deployment files alone. */
  public List<String> deploymentPatterns() {
    return List.of(layout.deploymentOfAll(), layout.deployment().path("*"));
  }

  /** What a new environment is copied from, by the file it becomes; only what is there. */
  public Map<String, String> examples(String environment) {
    Map<String, String> copies = new LinkedHashMap<>();
    for (FilePattern pattern : List.of(layout.vars(), layout.runtime())) {
      if (Files.isRegularFile(root.resolve(pattern.path(EXAMPLE)))) {
        copies.put(pattern.path(environment), pattern.path(EXAMPLE));
      }
    }
    return copies;
  }

  /** The file of variables of an environment. */
  public String variables(String environment) {
    return layout.vars().path(environment);
  }

  /** The lists of ECS secrets in that file. */
  public SecretsLists secretsLists(String environment) {
    return new SecretsLists(layout, environment);
  }

  private void add(List<LayoutFile> files, String path, String environment, Role role) {
    if (Files.isRegularFile(root.resolve(path))) {
      files.add(new LayoutFile(path, environment, role));
    }
  }
}
