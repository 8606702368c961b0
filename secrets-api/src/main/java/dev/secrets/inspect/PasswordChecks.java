package dev.secrets.inspect;

import dev.secrets.project.Finding;
import java.util.Map;
import java.util.regex.Pattern;

/** The files that vault passwords come from, and keys that lie about. */
final class PasswordChecks {

  private static final Pattern UNQUOTED_ECHO =
      Pattern.compile("(?m)^[^#\\n]*\\becho\\s+(-\\w+\\s+)*\\$");
  private static final String KEY_FILE = "\0GITCRYPTKEY";
  private static final String IGNORE = ".gitignore";

  private final Inspection project;
  private final Findings found;

  private PasswordChecks(Inspection project, Findings found) {
    this.project = project;
    this.found = found;
  }

  static void passwords(Inspection project, Findings found) {
    PasswordChecks checks = new PasswordChecks(project, found);
    Map<String, String> files = Passwords.files(project);
    project.git().learn(files.keySet());
    files.forEach(checks::lookAt);
    checks.lookForKeys();
  }

  private void lookAt(String path, String namedBy) {
    String text = project.files().text(path).orElse("");
    boolean script = text.startsWith("#!") || path.endsWith(".sh") || path.endsWith(".py");
    if (script) {
      lookAtScript(path, text);
      return;
    }
    if (project.files().exists(path) && text.isBlank()) {
      found.error(
          "P24", path, "the vault password in it is empty", "write the password into the file");
    }
    if (!project.files().isExecutable(path)) {
      lookAtSecrecy(path, namedBy);
    }
  }

  /** P24. */
  private void lookAtScript(String path, String text) {
    if (project.files().exists(path) && !project.files().isExecutable(path)) {
      found.error(
          "P24",
          path,
          "the password script is not executable, so its text would be the password",
          "chmod +x it");
    }
    if (UNQUOTED_ECHO.matcher(text).find()) {
      found.warning(
          "P24",
          path,
          "the password script echoes a variable without quotes, which changes blanks and stars",
          "write: printf '%s\\n' \"$VARIABLE\"");
    }
  }

  /** P23. */
  private void lookAtSecrecy(String path, String namedBy) {
    if (project.git().isTracked(path)) {
      exposed(path, "git has this password file", "git rm --cached it, ignore it, and rekey");
    } else if (project.git().isPresent() && !project.git().isIgnored(path)) {
      Finding finding =
          found.warning(
              "P23",
              path,
              "git does not ignore this password file, which '%s' names".formatted(namedBy),
              "add to .gitignore: /" + path);
      found.fixable(finding, Fix.line(IGNORE, "/" + path));
    }
    if (project.files().isOpenToOthers(path)) {
      Finding finding =
          found.warning(
              "P23",
              path,
              "other users of this machine may read this password file",
              "chmod go= it");
      found.fixable(finding, Fix.ownerOnly(path));
    }
  }

  private void lookForKeys() {
    project
        .git()
        .tracked()
        .forEach(
            (path, staged) -> {
              if (path.endsWith(".key")
                  && project.files().text(path).orElse("").startsWith(KEY_FILE)) {
                exposed(
                    path, "git has this git-crypt key", "git rm --cached it, and change the key");
              }
            });
  }

  private void exposed(String path, String message, String remedy) {
    found.error("P23", path, message, remedy);
  }
}
