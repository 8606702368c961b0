package dev.secrets.inspect;

import dev.secrets.project.SecretFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What git has: its blobs are looked at, for the work tree shows something else. */
final class StoredChecks {

  private static final int SHORT_ID = 10;
  private static final Pattern CONFLICT = Pattern.compile("(?m)^<<<<<<< ");
  private static final String VAULT_HEAD = "$ANSIBLE_VAULT;";
  private static final String CRYPT_MAGIC = "\0GITCRYPT\0";

  private StoredChecks() {}

  /** P1 and P7. */
  static void plaintext(Inspection project, Findings found) {
    Exposure exposure = new Exposure(project);
    project
        .git()
        .tracked()
        .forEach(
            (path, staged) -> {
              Optional<SecretFile> file = project.secretFile(path);
              boolean filtered = project.git().cryptFilter(path).isPresent();
              if (filtered || file.isPresent()) {
                byte[] content = project.git().blob(staged.blob());
                if (filtered && content.length == 0) {
                  empty(path, found);
                } else if ((filtered && isPlain(project, content))
                    || (file.isPresent() && exposure.isIn(file.get(), content))) {
                  tracked(path, filtered, found);
                }
              }
            });
  }

  private static boolean isPlain(Inspection project, byte[] content) {
    return project.envelope(content).isEmpty() && !Exposure.isBlank(content);
  }

  private static void empty(String path, Findings found) {
    found.info(
        "P7",
        path,
        "it is to be encrypted and is stored as an empty file, which git-crypt calls not encrypted",
        "nothing is exposed; git add --renormalize it to be rid of the warning");
  }

  private static void tracked(String path, boolean filtered, Findings found) {
    found.error(
        "P1",
        path,
        "git has this secret file in plaintext",
        filtered
            ? "unlock, then git add --renormalize it, and rotate what it holds"
            : "encrypt it or git rm --cached it, and rotate what it holds");
  }

  /** P2. */
  static void history(Inspection project, Findings found) {
    if (!project.git().isPresent()) {
      return;
    }
    Exposure exposure = new Exposure(project);
    Map<String, List<GitTree.Version>> exposed = new LinkedHashMap<>();
    Map<String, Boolean> judged = new LinkedHashMap<>();
    for (GitTree.Version version : project.git().history(pathspecs(project))) {
      Optional<SecretFile> file =
          project.secretFile(version.path()).or(() -> project.project().layoutFile(version.path()));
      if (file.isPresent()
          && judged.computeIfAbsent(
              version.blob(), id -> exposure.isIn(file.get(), project.git().blob(id)))) {
        exposed.computeIfAbsent(version.path(), path -> new ArrayList<>()).add(version);
      }
    }
    exposed.forEach((path, versions) -> historic(path, versions, found));
  }

  private static void historic(String path, List<GitTree.Version> versions, Findings found) {
    GitTree.Version oldest = versions.get(versions.size() - 1);
    found.error(
        "P2",
        path,
        "its plaintext is in the history, first in commit %s as blob %s (versions: %d)"
            .formatted(shortened(oldest.commit()), shortened(oldest.blob()), versions.size()),
        "rotate what it held: encrypting it now takes nothing out of the history");
  }

  private static String shortened(String id) {
    return id.substring(0, Math.min(SHORT_ID, id.length()));
  }

  private static List<String> pathspecs(Inspection project) {
    List<String> pathspecs = new ArrayList<>();
    for (String directory : project.project().layoutDirectories()) {
      pathspecs.add(directory.isEmpty() ? ":(glob)*.env" : directory);
    }
    project.secretFiles().forEach(file -> pathspecs.add(file.path()));
    return pathspecs;
  }

  /** P32. */
  static void conflicts(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      String text = project.files().text(file.path()).orElse("");
      boolean ciphertext = text.contains(VAULT_HEAD) || text.contains(CRYPT_MAGIC);
      boolean marked = CONFLICT.matcher(text).find();
      boolean unmerged =
          project.git().unmerged().contains(file.path())
              && project.git().cryptFilter(file.path()).isPresent();
      if (unmerged || (marked && (ciphertext || file.isSecret()))) {
        found.error(
            "P32",
            file.path(),
            "a merge conflict is left in what should be ciphertext",
            "take one side whole, then merge the plaintext: secrets git-drivers does it");
      }
    }
  }

  /** P6. */
  static void locked(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      byte[] head = project.files().bytes(file.path()).orElse(new byte[0]);
      if (project.envelope(head).equals(Optional.of(GitTree.GIT_CRYPT))) {
        found.warning(
            "P6",
            file.path(),
            "the work tree is locked, so whatever reads this file gets ciphertext",
            "unlock it before deploying: secrets git-crypt unlock KEY");
      }
    }
  }

  /** P28. */
  static void twice(Inspection project, Findings found) {
    for (SecretFile file : project.secretFiles()) {
      byte[] content = project.files().bytes(file.path()).orElse(new byte[0]);
      boolean vaulted = new String(content, StandardCharsets.ISO_8859_1).startsWith(VAULT_HEAD);
      if (vaulted && project.git().cryptFilter(file.path()).isPresent()) {
        found.info(
            "P28",
            file.path(),
            "both git-crypt and Ansible Vault are to protect it",
            "that works; one of the two is enough");
      }
    }
  }
}
