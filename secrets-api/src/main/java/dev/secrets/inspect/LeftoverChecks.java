package dev.secrets.inspect;

import dev.secrets.project.Finding;
import dev.secrets.project.SecretFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** P21: plaintext that lies about. */
final class LeftoverChecks {

  private static final Pattern BUILT =
      Pattern.compile("build/[^/]+/(\\.env|[^/]+/ecs_task_definition\\.json)");
  private static final Pattern BACKUP =
      Pattern.compile("(.*/)?\\.?(.+?)(\\.sw[a-p]|~|\\.orig|\\.bak)");

  private LeftoverChecks() {}

  static void leftovers(Inspection project, Findings found) {
    Set<String> directories = new LinkedHashSet<>(project.project().layoutDirectories());
    directories.add("build");
    for (String path : project.files().below(directories)) {
      if (BUILT.matcher(path).matches() || isBackup(project, path)) {
        found.warning(
            "P21", path, "plaintext was left here", "remove it once it is no longer needed");
      }
    }
    for (SecretFile file : project.secretFiles()) {
      byte[] content = project.files().bytes(file.path()).orElse(new byte[0]);
      boolean open = project.files().isOpenToOthers(file.path());
      if (open && new Exposure(project).isIn(file, content)) {
        Finding finding =
            found.warning(
                "P21",
                file.path(),
                "its plaintext may be read by other users of this machine",
                "chmod go= it");
        found.fixable(finding, Fix.ownerOnly(file.path()));
      }
    }
  }

  /** A copy that an editor or a merge made of a secret file. */
  private static boolean isBackup(Inspection project, String path) {
    var backup = BACKUP.matcher(path);
    if (!backup.matches()) {
      return false;
    }
    String directory = backup.group(1) == null ? "" : backup.group(1);
    return List.of(directory + backup.group(2), directory + "." + backup.group(2)).stream()
        .anyMatch(
            original ->
                project.project().layoutFile(original).filter(SecretFile::isSecret).isPresent());
  }
}
