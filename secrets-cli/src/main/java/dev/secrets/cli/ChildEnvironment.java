package dev.secrets.cli;

import dev.secrets.InvalidInputException;
import dev.secrets.Secret;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Secrets as environment variables; what cannot be one is refused by its name. */
final class ChildEnvironment {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private ChildEnvironment() {}

  /**
   * The variables, as strings that cannot be wiped: the JDK takes them in no other form.
   *
   * @throws SecretsException naming all that cannot be variables
   */
  static Map<String, String> of(Map<String, Secret> secrets) {
    Map<String, String> variables = new LinkedHashMap<>();
    List<SecretsException> refused = new ArrayList<>();
    secrets.forEach(
        (name, secret) -> {
          try {
            variables.put(checked(name), text(name, secret));
          } catch (SecretsException failure) {
            refused.add(failure);
          }
        });
    if (!refused.isEmpty()) {
      throw SeveralFailuresException.of(refused);
    }
    return variables;
  }

  /** Whether a variable can be called that. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static String checked(String name) {
    if (!isName(name)) {
      throw new InvalidInputException(
          "'" + name + "' cannot be the name of an environment variable",
          "bind the secret to a name of letters, digits and '_'");
    }
    return name;
  }

  private static String text(String name, Secret secret) {
    String text;
    try {
      text = secret.text();
    } catch (InvalidInputException binary) {
      throw binary.in("'" + name + "'");
    }
    if (text.indexOf('\0') >= 0) {
      throw new InvalidInputException(
          "'" + name + "' holds a NUL byte, which an environment variable cannot",
          "secrets get writes any bytes");
    }
    return text;
  }
}
