package dev.secrets;

import dev.secrets.project.Binding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Secrets under the names they are bound to: defaults filled in, declared types checked. */
final class BoundValues {

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
  private static final Pattern BOOLEAN = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);
  private static final SecretVersion DEFAULT = SecretVersion.of("default");

  private BoundValues() {}

  static Map<String, Secret> of(Map<String, Binding> bindings, Map<String, Secret> found) {
    Map<String, Secret> values = new LinkedHashMap<>();
    try {
      bindings.forEach(
          (name, binding) -> {
            Secret secret = found.get(name);
            if (secret != null) {
              check(binding, secret);
              values.put(name, Secret.of(name, secret.value(), secret.version()));
            } else if (binding.fallback().isPresent()) {
              SecretValue fallback = SecretValue.ofText(binding.fallback().get());
              values.put(name, Secret.of(name, fallback, DEFAULT));
            }
          });
      return values;
    } catch (SecretsException failure) {
      found.values().forEach(Secret::close);
      throw failure;
    }
  }

  private static void check(Binding binding, Secret secret) {
    boolean fits =
        switch (binding.type()) {
          case TEXT, BINARY -> true;
          case JSON -> SecretFields.isJson(secret);
          case INTEGER -> INTEGER.matcher(secret.text()).matches();
          case BOOLEAN -> BOOLEAN.matcher(secret.text()).matches();
        };
    if (!fits) {
      throw new InvalidInputException(
          "'%s' (%s) is not of the declared type %s"
              .formatted(binding.name(), binding.reference(), binding.type()));
    }
  }
}
