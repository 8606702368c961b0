package dev.secrets.aws;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretPath;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What AWS calls a {@code SecretId}: a name, an ARN, or an ARN without the hyphen and six
 * characters that AWS put behind the name. AWS gives itself names that it lets nobody else create,
 * such as {@code rds!cluster-1}, so reading takes any name.
 */
record SecretId(String text) {

  private static final int MAX_LENGTH = 2048;
  private static final int MAX_NAME = 512;
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;
  private static final int ARN_PARTS = 7;
  private static final int SUFFIX = 7;
  private static final Pattern CREATABLE = Pattern.compile("[A-Za-z0-9/_+=.@-]+");

  static SecretId of(SecretPath path) {
    if (path.value().length() > MAX_LENGTH) {
      throw new InvalidInputException("the name of an AWS secret has at most 2048 characters");
    }
    return new SecretId(path.value());
  }

  /** The region of an ARN. */
  Optional<String> region() {
    String[] parts = text.split(":", -1);
    return isArn() && parts.length >= ARN_PARTS ? Optional.of(parts[REGION]) : Optional.empty();
  }

  /** {@code region}, and the account that an ARN names. */
  String whereabouts(String region) {
    String[] parts = text.split(":", -1);
    boolean account = isArn() && parts.length >= ARN_PARTS;
    return "region '" + region + (account ? "' of account '" + parts[ACCOUNT] + "'" : "'");
  }

  /** For messages: this secret, and where it was sought. */
  String in(String region) {
    return "secret '" + text + "' in " + whereabouts(region);
  }

  boolean isArn() {
    return text.startsWith("arn:");
  }

  /** Whether this stands for the secret of that name and full ARN. */
  boolean means(String name, String arn) {
    return text.equals(name)
        || text.equals(arn)
        || (isArn() && arn.length() == text.length() + SUFFIX && arn.startsWith(text + "-"));
  }

  /** What else than its name the secret of that full ARN can be asked for by. */
  static Set<SecretPath> aliases(String arn) {
    return Set.of(
        SecretPath.of(arn), SecretPath.of(arn.substring(0, Math.max(1, arn.length() - SUFFIX))));
  }

  /** Refuses what AWS would not take as the name of a new secret. */
  void requireCreatable() {
    if (isArn()) {
      throw new InvalidInputException(
          "secret '" + text + "' cannot be created by its ARN", "create it by its name");
    }
    if (text.length() > MAX_NAME || !CREATABLE.matcher(text).matches()) {
      throw new InvalidInputException(
          "'" + text + "' cannot be the name of a new AWS secret",
          "use at most 512 of the ASCII letters, digits and / _ + = . @ -");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
