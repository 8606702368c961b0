package dev.secrets.inspect;

import java.util.regex.Pattern;

/** What names and values look like. */
final class SecretNames {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(passw(or)?d|passphrase|secret|token|api_?key|access_?key|private_?key"
              + "|signing_?key|credential).*");

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)(x{3,}|change[-_ ]?me|replace[-_ ]?me|to-?do|placeholder|dummy"
              + "|your[-_ ].*|<[^<>]*>|.*[\\[<][a-z][a-z_ -]*[\\]>].*)");

  /** An address, or what something else fills in. */
  private static final Pattern ADDRESS =
      Pattern.compile("arn:.*|.*\\$\\{secret:.*|.*\\{\\{.*", Pattern.DOTALL);

  private SecretNames() {}

  /** Whether what is called so is probably secret. */
  static boolean looksSecret(String name) {
    return SECRET.matcher(name).matches();
  }

  /** Whether a value only shows where one is to stand. */
  static boolean isPlaceholder(String value) {
    return PLACEHOLDER.matcher(value.strip()).matches();
  }

  /** Whether a value stands there itself. */
  static boolean isLiteral(String value) {
    return !value.isBlank() && !ADDRESS.matcher(value).matches() && !isPlaceholder(value);
  }
}
