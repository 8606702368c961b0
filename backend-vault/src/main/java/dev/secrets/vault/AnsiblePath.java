package dev.secrets.vault;

import dev.secrets.InvalidInputException;
import dev.secrets.spi.BackendContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths as settings have them: {@code ~} and {@code $VARIABLE} are expanded, a relative one starts
 * at a given place. Symbolic links are not followed, so that a script still lies beside its files.
 */
final class AnsiblePath {

  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)})");

  private final Map<String, String> environment;

  private AnsiblePath(Map<String, String> environment) {
    this.environment = environment;
  }

  static AnsiblePath of(BackendContext context) {
    return new AnsiblePath(context.environment());
  }

  /**
   * The path that {@code text} means; a variable that is not set stays as it stands.
   *
   * @throws InvalidInputException if it cannot be a path
   */
  Path resolve(String text, Path base) {
    try {
      return base.resolve(withHome(withVariables(text))).toAbsolutePath().normalize();
    } catch (InvalidPathException notAPath) {
      throw new InvalidInputException("a setting of ansible-vault is not a path");
    }
  }

  private String withVariables(String text) {
    return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(MatchResult found) {
    String name = found.group(1) == null ? found.group(2) : found.group(1);
    return environment.getOrDefault(name, found.group());
  }

  private String withHome(String text) {
    String home = environment.get("HOME");
    return home != null && (text.equals("~") || text.startsWith("~/"))
        ? home + text.substring(1)
        : text;
  }
}
