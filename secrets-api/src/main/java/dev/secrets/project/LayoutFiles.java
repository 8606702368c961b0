package dev.secrets.project;

import dev.secrets.project.SecretFile.Role;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which of a layout's files hold secrets, going by their names. */
final class LayoutFiles {

  /** What a file is called that shows how another one should look. */
  private static final Pattern EXAMPLE =
      Pattern.compile("(?i)(.*[._-])?(example|sample|template)s?([._-].*)?");

  /** The dotenv file that the layout keeps in plaintext, for one's own machine. */
  private static final String LOCAL = "dev";

  private static final String COMMON = "common";

  private final Layout layout;

  LayoutFiles(Layout layout) {
    this.layout = layout;
  }

  /** What the layout says of a file; empty if nothing. */
  Optional<SecretFile> find(String path) {
    return deployment(path).or(() -> runtime(path)).or(() -> variables(path));
  }

  static boolean isExample(String path) {
    return EXAMPLE.matcher(name(path)).matches();
  }

  private Optional<SecretFile> deployment(String path) {
    String plainName = path.replaceFirst("\\.(example|sample|template)$", "");
    if (plainName.equals(layout.deploymentOfAll())) {
      return Optional.of(SecretFile.of(path, Role.DEPLOYMENT, Optional.empty(), isExample(path)));
    }
    return layout
        .deployment()
        .environment(plainName)
        .map(name -> SecretFile.of(path, Role.DEPLOYMENT, Optional.of(name), isExample(path)));
  }

  private Optional<SecretFile> runtime(String path) {
    return layout
        .runtime()
        .environment(path)
        .map(
            name ->
                SecretFile.of(
                    path, Role.RUNTIME, Optional.of(name), isExample(path) || name.equals(LOCAL)));
  }

  /** Those in folders below, and those with the other ending, hold secrets as well. */
  private Optional<SecretFile> variables(String path) {
    boolean yaml = path.endsWith(".yml") || path.endsWith(".yaml");
    if (!yaml || !path.startsWith(layout.vars().directory() + "/")) {
      return Optional.empty();
    }
    String stem = name(path).replaceFirst("\\.ya?ml$", "");
    boolean plain = isExample(path) || stem.equals(COMMON);
    return Optional.of(SecretFile.of(path, Role.VARIABLES, Optional.of(stem), plain));
  }

  /** The directories that hold them. */
  Set<String> directories() {
    return Set.of(
        layout.vars().directory(), layout.runtime().directory(), layout.deployment().directory());
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
