package dev.secrets.inspect;

import dev.secrets.project.Finding;
import dev.secrets.project.SecretFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether the rules of git put the right files under git-crypt. */
final class AttributeChecks {

  private static final String ATTRIBUTES = ".gitattributes";
  private static final Pattern EXAMPLE =
      Pattern.compile("(?i)(.*[/._-])?(example|sample|template)s?([._-].*)?");

  /** What the layouts call the files of an environment, for patterns of files yet to come. */
  private static final List<String> TO_COME =
      List.of(
          "deploy/docker_deploy.env",
          "deploy/docker_deploy.prod.env",
          "deploy/files/.env.prod",
          "deploy/vars/prod.yml",
          "deploy.env",
          "deploy.prod.env",
          "deploy_config/env/.env.prod",
          "deploy_config/vars/prod.yml");

  private AttributeChecks() {}

  /** P3. */
  static void rules(Inspection project, Findings found) {
    String attributes = project.files().text(ATTRIBUTES).orElse("");
    List<AttributePattern> patterns = AttributePattern.of(attributes);
    if (!project.git().isPresent()
        || (patterns.isEmpty() && !project.files().exists(".git/git-crypt/keys/default"))) {
      return;
    }
    uncovered(project, found);
    patterns.stream()
        .filter(pattern -> !matchesAny(project, pattern))
        .forEach(pattern -> idle(pattern, found));
    project.git().learn(List.of(ATTRIBUTES));
    if (project.git().cryptFilter(ATTRIBUTES).isPresent()) {
      Finding finding =
          found.error(
              "P3",
              ATTRIBUTES,
              "the file of attributes is itself to be encrypted, so that git cannot read it",
              "exclude it: .gitattributes !filter !diff");
      found.fixable(finding, Fix.line(ATTRIBUTES, ".gitattributes !filter !diff"));
    }
  }

  private static void uncovered(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      String path = file.path();
      boolean covered = project.git().cryptFilter(path).isPresent();
      boolean ignored = project.git().isNamedIgnored(path);
      if (covered && ignored && !project.git().isTracked(path)) {
        found.warning(
            "P3",
            path,
            "it is to be encrypted, and it is ignored, so it is never committed",
            "take the lines that ignore it out of .gitignore");
      } else if (file.isSecret() && !covered && !ignored && !isProtected(project, path)) {
        Finding finding =
            found.error(
                "P3",
                path,
                "no line of .gitattributes puts this secret file under git-crypt",
                "add: " + line(path));
        found.fixable(finding, Fix.line(ATTRIBUTES, line(path)));
      }
    }
  }

  private static String line(String path) {
    return path + " filter=git-crypt diff=git-crypt";
  }

  /** By itself, as a whole or value by value. */
  private static boolean isProtected(Inspection project, String path) {
    byte[] content = project.files().bytes(path).orElse(new byte[0]);
    return project
        .secretFile(path)
        .filter(file -> !new Exposure(project).isIn(file, content))
        .isPresent();
  }

  private static boolean matchesAny(Inspection project, AttributePattern pattern) {
    Set<String> paths = new TreeSet<>(project.git().tracked().keySet());
    project.secretFiles().forEach(file -> paths.add(file.path()));
    return Stream.concat(paths.stream(), toCome(project)).anyMatch(pattern::matches);
  }

  private static Stream<String> toCome(Inspection project) {
    return TO_COME.stream().filter(path -> project.project().layoutFile(path).isPresent());
  }

  private static void idle(AttributePattern pattern, Findings found) {
    found.warning(
        "P3",
        ATTRIBUTES + ":" + pattern.line() + ":1",
        "the pattern '%s' matches no file, so it encrypts nothing".formatted(pattern.text()),
        "name the files as they lie in this project, or remove the line");
  }

  /** P4. */
  static void examples(Inspection project, Findings found) {
    Set<String> paths = new TreeSet<>(project.git().tracked().keySet());
    project.secretFiles().forEach(file -> paths.add(file.path()));
    for (String path : paths) {
      boolean plain =
          EXAMPLE.matcher(path).matches()
              || project.secretFile(path).filter(file -> !file.isSecret()).isPresent();
      if (plain && project.git().cryptFilter(path).isPresent()) {
        String exclusion = path + " !filter !diff";
        Finding finding =
            found.warning(
                "P4",
                path,
                "git-crypt encrypts this file, which is there to be read",
                "add to .gitattributes: " + exclusion);
        found.fixable(finding, Fix.line(ATTRIBUTES, exclusion));
      }
    }
  }

  /** P5. */
  static void setUp(Inspection project, Findings found) {
    Set<String> filters = new TreeSet<>();
    Stream.concat(
            project.git().tracked().keySet().stream(),
            project.secretFiles().stream().map(SecretFile::path))
        .map(project.git()::cryptFilter)
        .flatMap(Optional::stream)
        .forEach(filters::add);
    for (String filter : filters) {
      if (!project.git().isSetUp(filter)) {
        found.error(
            "P5",
            ATTRIBUTES,
            "the filter '%s' is not set up in this clone, so git add stores plaintext"
                .formatted(filter),
            "unlock the clone: secrets git-crypt unlock KEY");
      }
    }
  }
}
