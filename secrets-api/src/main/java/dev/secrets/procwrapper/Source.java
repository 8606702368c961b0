package dev.secrets.procwrapper;

import dev.secrets.Reference;
import dev.secrets.ReferenceForm;

/**
 * The sorts of places a location can name, in the order in which it is held against them. The first
 * that fits counts.
 */
enum Source {
  /** The value stands there itself. */
  PLAIN,
  /** Another variable. */
  ENV,
  /** A part of the configuration. */
  CONFIG,
  /** A secret of AWS Secrets Manager, by its ARN or name. */
  AWS_SM,
  AWS_SSM,
  AWS_APP_CONFIG,
  /** As its makers' documentation has it, and their code does not. */
  AWS_APPCONFIG,
  AWS_S3,
  /** A reference of ours, and with it every store there is. */
  REFERENCE,
  /** A file; also all that looks like nothing else. */
  FILE;

  static final String FILE_URL = "file://";

  /** Whether a variable's name picks this source, as it once did. */
  boolean isNamedBy(String variable) {
    return this != REFERENCE && variable.startsWith(name() + "_");
  }

  /** Whether {@code location} begins with the name of this source. */
  boolean isPrefixOf(String location) {
    return this != REFERENCE && location.startsWith(name() + ":");
  }

  /** Whether {@code location} can only mean this source. */
  boolean fits(String location) {
    return isPrefixOf(location)
        || switch (this) {
          case PLAIN, ENV, CONFIG, AWS_APPCONFIG -> false;
          case AWS_SM -> isArn(location, "secretsmanager");
          case AWS_SSM -> location.startsWith("ssm:") || isParameter(location);
          case AWS_APP_CONFIG -> location.startsWith("aws:appconfig:");
          case AWS_S3 -> isArn(location, "s3");
          case REFERENCE -> isReference(location);
          case FILE -> true;
        };
  }

  /** Of any partition, whose name begins alike. */
  private static boolean isArn(String location, String service) {
    return location.matches("(?s)arn:aws[a-z-]*:" + service + ":.*");
  }

  /** Parameter Store also shows the secrets of Secrets Manager, which can be had from there. */
  private static boolean isParameter(String location) {
    return isArn(location, "ssm") && !location.contains(":parameter/aws/reference/secretsmanager/");
  }

  private static boolean isReference(String location) {
    return !FILE.isPrefixOf(location)
        && !location.startsWith(FILE_URL)
        && (ReferenceForm.of(location) != ReferenceForm.OWN || Reference.looksLikeOne(location));
  }
}
