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

/**
 * Secrets as environment variables. What cannot be one is refused by its name, all of them at once,
 * before anything is handed on.
 */
final class ChildEnvironment {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  // Strings that cannot be wiped: the JDK takes variables in no other form.
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<SecretsException> refused = new ArrayList<>();

  /** The caller keeps and closes the secrets. */
  void add(Map<String, Secret> secrets) {
    secrets.forEach(this::add);
  }

  /** Over what is there: a secret wins. */
  void copyTo(Map<String, String> environment) {
    if (!refused.isEmpty()) {
      throw SeveralFailuresException.of(refused);
    }
    environment.putAll(variables);
  }

  private void add(String name, Secret secret) {
    try {
      String earlier = variables.put(checked(name), text(secret));
      if (earlier != null && !earlier.equals(variables.get(name))) {
        throw new InvalidInputException(
            "'" + name + "' has one value at run time and another for the deployment",
            "ask for one kind only");
      }
    } catch (SecretsException failure) {
      refused.add(failure);
    }
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "'" + name + "' cannot be the name of an environment variable",
          "bind the secret to a name of letters, digits and '_'");
    }
    return name;
  }

  private static String text(Secret secret) {
    String text = secretText(secret);
    if (text.indexOf('\0') >= 0) {
      throw new InvalidInputException(
          "'" + secret.name() + "' holds a NUL byte, which an environment variable cannot",
          "secrets get writes any bytes");
    }
    return text;
  }

  private static String secretText(Secret secret) {
    try {
      return secret.text();
    } catch (InvalidInputException binary) {
      throw binary.in("'" + secret.name() + "'");
    }
  }
}
