package dev.secrets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ARN of AWS Secrets Manager, plain or with the three fields that an ECS task definition's
 * {@code valueFrom} puts behind it: JSON key, version stage, version id, each of them possibly
 * empty but all three colons written.
 *
 * <pre>{@code
 * arn:<partition>:secretsmanager:<region>:<account>:secret:<name>-<6>[:<key>:<stage>:<version>]
 * }</pre>
 */
final class SecretArn {

  static final String PREFIX = "arn:";

  private static final int PLAIN = 7;
  private static final int WITH_FIELDS = 10;
  private static final Pattern PARTITION = Pattern.compile("aws(-[a-z]+)*");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]+");

  private static final Pattern SECRET_AS_PARAMETER =
      Pattern.compile("arn:([^:]*):ssm:([^:]*:[^:]*):parameter/aws/reference/secretsmanager/(.+)");

  private SecretArn() {}

  static Reference reference(String text) {
    String[] parts = throughParameters(text).split(":", -1);
    check(parts);
    String arn = String.join(":", java.util.Arrays.copyOf(parts, PLAIN));
    if (parts.length == PLAIN) {
      return Reference.of("aws", arn);
    }
    Map<String, String> options = new LinkedHashMap<>();
    putUnlessEmpty(options, "stage", parts[8]);
    putUnlessEmpty(options, "version", parts[9]);
    Pointer pointer = parts[7].isEmpty() ? Pointer.root() : Pointer.of(parts[7]);
    return new Reference("aws", SecretPath.of(arn), options, pointer);
  }

  /** Parameter Store shows every secret under a name of its own; such a parameter is the secret. */
  private static String throughParameters(String text) {
    Matcher parameter = SECRET_AS_PARAMETER.matcher(text);
    return parameter.matches()
        ? "arn:%s:secretsmanager:%s:secret:%s"
            .formatted(parameter.group(1), parameter.group(2), parameter.group(3))
        : text;
  }

  static void putUnlessEmpty(Map<String, String> options, String name, String value) {
    if (!value.isEmpty()) {
      options.put(name, value);
    }
  }

  private static void check(String[] parts) {
    if (parts.length < 6 || !PARTITION.matcher(parts[1]).matches()) {
      throw new InvalidInputException("not an ARN of AWS");
    }
    if (parts[2].equals("ssm")) {
      throw new InvalidInputException(
          "an ARN of Parameter Store, which is another service",
          "keep the value in AWS Secrets Manager and refer to its ARN");
    }
    if (!parts[2].equals("secretsmanager") || !parts[5].equals("secret") || parts.length < PLAIN) {
      throw new InvalidInputException("an ARN, but not one of a secret of AWS Secrets Manager");
    }
    if (!REGION.matcher(parts[3]).matches()) {
      throw new InvalidInputException(
          "the region of the ARN is no region", "copy the ARN that AWS shows for the secret");
    }
    if (!ACCOUNT.matcher(parts[4]).matches()) {
      throw new InvalidInputException(
          "the account id of the ARN has not 12 digits",
          "copy the ARN that AWS shows for the secret");
    }
    if (!NAME.matcher(parts[6]).matches()) {
      throw new InvalidInputException(
          "the secret's name in the ARN is empty or has odd characters");
    }
    if (parts.length != PLAIN && parts.length != WITH_FIELDS) {
      throw new InvalidInputException(
          "the fields behind the ARN are incomplete",
          "write all three colons: ARN:json-key:version-stage:version-id, such as ARN:password::");
    }
  }
}
