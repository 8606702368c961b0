package dev.secrets.inspect;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretsException;
import dev.secrets.document.Node;
import dev.secrets.project.Environment;
import dev.secrets.project.Finding;
import dev.secrets.project.SecretFile;
import dev.secrets.project.SecretFile.Role;

/** What the Ansible variables say. */
final class SettingsChecks {

  private SettingsChecks() {}

  /** P11 to P18, which the environments tell themselves. */
  static void lists(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      if (file.role() == Role.VARIABLES) {
        readable(project, file.path(), found);
      }
    }
    for (Environment environment : project.environments().values()) {
      try {
        found.addAll(environment.findings());
      } catch (SecretsException failure) {
        project.unopened().put("environment '" + environment.name() + "'", failure);
      }
    }
  }

  private static void readable(Inspection project, String path, Findings found) {
    try {
      project.project().files().read(path);
    } catch (InvalidInputException wrong) {
      found.error(
          "P11",
          path,
          String.valueOf(wrong.getMessage()),
          "mend it: Ansible cannot read it either");
    } catch (SecretsException closed) {
      project.unopened().put(path, closed);
    }
  }

  /** P22. */
  static void environmentMaps(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      if (file.role() == Role.VARIABLES && file.isSecret()) {
        byte[] content = project.files().bytes(file.path()).orElse(new byte[0]);
        boolean whole =
            project.envelope(content).isPresent()
                || project.git().cryptFilter(file.path()).isPresent();
        project
            .document(file.path())
            .ifPresent(document -> walk(file.path(), document.root(), "", whole, found));
      }
    }
  }

  private static void walk(String path, Node node, String key, boolean whole, Findings found) {
    if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, child) -> {
                if (key.equals("env") && child instanceof Node.Scalar scalar) {
                  lookAt(path, name, scalar, whole, found);
                }
                walk(path, child, name, whole, found);
              });
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(item -> walk(path, item, "", whole, found));
    }
  }

  private static void lookAt(
      String path, String name, Node.Scalar value, boolean whole, Findings found) {
    boolean closed = value.tag().isPresent();
    boolean told = whole && SecretNames.looksSecret(name) && SecretNames.isLiteral(value.text());
    if (closed || told) {
      found.warning(
          "P22",
          Finding.place(path, value.position()),
          "'%s' is encrypted here and ends in the task definition in plaintext".formatted(name),
          "keep it in AWS Secrets Manager and list it under 'secrets'");
    }
  }

  /** P20, as far as the variables go: what is built in is in the image for good. */
  static void buildArguments(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      if (file.role() == Role.VARIABLES) {
        project.leaves(file.path()).stream()
            .filter(leaf -> leaf.scalar().text().matches("(?s).*--build-arg.*\\{\\{.*"))
            .forEach(
                leaf ->
                    found.warning(
                        "P20",
                        Finding.place(file.path(), leaf.scalar().position()),
                        "'%s' hands a variable to the build of the image"
                            .formatted(leaf.shownPath()),
                        "hand it to the task when it starts: secrets run"));
      }
    }
  }
}
