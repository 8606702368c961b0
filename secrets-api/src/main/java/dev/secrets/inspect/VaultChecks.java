package dev.secrets.inspect;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.Secret;
import dev.secrets.SecretsException;
import dev.secrets.project.SecretFile;
import dev.secrets.project.SecretFile.Role;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files under Ansible Vault. */
final class VaultChecks {

  static final String VAULT = "ansible-vault";
  private static final int LABEL = 3;

  private VaultChecks() {}

  /** P25 and P26. */
  static void openable(Inspection project, Findings found) {
    Map<String, SecretsException> closed = new LinkedHashMap<>();
    Set<String> openedLabels = new LinkedHashSet<>();
    for (SecretFile file : project.secretFiles()) {
      byte[] content = project.files().bytes(file.path()).orElse(new byte[0]);
      if (project.envelope(content).equals(Optional.of(VAULT))) {
        Optional<Secret> plaintext = project.plaintext(file.path());
        plaintext.ifPresent(
            secret -> {
              secret.close();
              openedLabels.add(label(content));
            });
        if (plaintext.isEmpty()) {
          closed.put(file.path(), project.unopened().get(file.path()));
        }
      }
    }
    closed.forEach((path, failure) -> closed(project, path, failure, openedLabels, found));
  }

  private static void closed(
      Inspection project,
      String path,
      SecretsException failure,
      Set<String> openedLabels,
      Findings found) {
    if (failure instanceof MalformedEnvelopeException) {
      project.unopened().remove(path);
      found.error(
          "P26", path, "the vault is damaged: " + failure.getMessage(), "take it from the history");
    } else if (failure instanceof DecryptionFailedException && Passwords.areAtHand(project)) {
      project.unopened().remove(path);
      String label = label(project.files().bytes(path).orElse(new byte[0]));
      found.error(
          "P25",
          path,
          "none of the vault passwords at hand opens it (label '%s')".formatted(label),
          "configure its password, or rekey it: secrets rekey");
      if (openedLabels.contains(label)) {
        found.error(
            "P26",
            path,
            "other files of label '%s' open and this does not: damaged, or another password"
                .formatted(label),
            "take it from the history if its password is the same");
      }
    }
  }

  /** A hint only: what it says of the password need not be true. */
  private static String label(byte[] content) {
    String head = new String(content, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    String[] fields = head.strip().split(";", -1);
    return fields.length > LABEL ? fields[LABEL].replaceAll("[^\\w.-]", "?") : "default";
  }

  /** P27. */
  static void compose(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      byte[] content = project.files().bytes(file.path()).orElse(new byte[0]);
      if (file.role() == Role.DEPLOYMENT && project.envelope(content).equals(Optional.of(VAULT))) {
        found.error(
            "P27",
            file.path(),
            "Docker Compose reads this file as it lies there, and it is a vault",
            "decrypt it and let git ignore it, or use git-crypt; secrets run needs no such file");
      }
    }
  }
}
