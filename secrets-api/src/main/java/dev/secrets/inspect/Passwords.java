package dev.secrets.inspect;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that vault passwords come from, as far as the project's own files name them. */
final class Passwords {

  private static final Pattern SETTING =
      Pattern.compile("(?m)^\\s*(?:vault_password_file|vault_identity_list)\\s*[=:]\\s*(.*)$");
  private static final Pattern OPTION =
      Pattern.compile(
          "(?m)^[^#\\n]*?--(?:vault-password-file|vault-pass-file|vault-id)[= ]+[\"']?([^\\s\"'\\\\]+)");
  private static final Pattern USUAL = Pattern.compile("(.*/)?\\.?vault[_-]pass(word)?[\\w.-]*");

  private Passwords() {}

  /** Their paths, and who names them. */
  static Map<String, String> files(Inspection project) {
    Map<String, String> files = new LinkedHashMap<>();
    Set<String> near = near(project);
    for (String path : near) {
      if (path.endsWith("ansible.cfg")) {
        named(project, path, SETTING, directory(path), files);
      } else if (path.endsWith(".sh") || path.endsWith(".yml") || path.endsWith(".yaml")) {
        named(project, path, OPTION, "", files);
        named(project, path, OPTION, "deploy/", files);
      }
    }
    near.stream()
        .filter(path -> USUAL.matcher(path).matches())
        .forEach(path -> files.putIfAbsent(path, path));
    return files;
  }

  /** Whether any password is configured, so that a file that does not open says something. */
  static boolean areAtHand(Inspection project) {
    Set<String> variables = project.context().environment().keySet();
    boolean given =
        Stream.of("vault-id", "vault-password-file", "ask-vault-pass")
            .anyMatch(option -> !project.context().options(option).isEmpty());
    return given
        || Stream.of(
                "ANSIBLE_VAULT_PASSWORD",
                "ANSIBLE_VAULT_PASSWORD_FILE",
                "ANSIBLE_VAULT_IDENTITY_LIST")
            .anyMatch(variables::contains)
        || files(project).keySet().stream().anyMatch(project.files()::exists);
  }

  private static Set<String> near(Inspection project) {
    Set<String> near = new LinkedHashSet<>(project.files().below(List.of("")));
    Stream.of("deploy", "deploy_config", ".github/workflows")
        .map(directory -> project.files().below(List.of(directory)))
        .forEach(near::addAll);
    return near.stream()
        .filter(path -> project.secretFile(path).isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void named(
      Inspection project, String by, Pattern pattern, String directory, Map<String, String> files) {
    Matcher names = pattern.matcher(project.files().text(by).orElse(""));
    while (names.find()) {
      for (String source : names.group(1).split(",", -1)) {
        String file = source.strip().replaceFirst("^[^@/]*@", "").replaceFirst("^\\./", "");
        boolean usable = file.matches("[\\w.][\\w./-]*") && !file.contains("..");
        boolean known = directory.isEmpty() || project.files().exists(directory + file);
        if (usable && !file.equals("prompt") && known) {
          files.putIfAbsent(directory + file, by);
        }
      }
    }
  }

  private static String directory(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
