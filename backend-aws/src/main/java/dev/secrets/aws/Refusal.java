package dev.secrets.aws;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretsException;
import dev.secrets.WriteConflictException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;

/**
 * An error that AWS answered with, of a call or of one secret in a batch. The words of AWS serve to
 * tell errors of one code apart and are not passed on, but for the caller's ARN.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int SERVER_ERROR = 500;
  private static final int CLIENT_ERROR = 400;

  /** Codes are passed on; whatever else stands in their place is not. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,64}");

  private static final Pattern CALLER =
      Pattern.compile("arn:aws[a-z-]*:(?:iam|sts)::\\d{12}:[A-Za-z0-9+=,.@_/-]+");
  private static final int ACCOUNT = 4;

  private final String code;
  private final String words;
  private final String caller;
  private final int status;
  private final String operation;
  private final String subject;
  private final String region;

  private Refusal(
      String code, String words, int status, String operation, String subject, String region) {
    this.code = CODE.matcher(code).matches() ? code : "";
    this.words = words.toLowerCase(Locale.ROOT);
    Matcher named = CALLER.matcher(words);
    this.caller = named.find() ? named.group() : "";
    this.status = status;
    this.operation = operation;
    this.subject = subject;
    this.region = region;
  }

  static Refusal of(AwsServiceException answer, String operation, String subject, String region) {
    Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
    return new Refusal(
        details.map(AwsErrorDetails::errorCode).orElse(""),
        details.map(AwsErrorDetails::errorMessage).orElse(""),
        answer.statusCode(),
        operation,
        subject,
        region);
  }

  static Refusal of(String code, String words, int status, String subject, String region) {
    return new Refusal(code, words, status, "GetSecretValue", subject, region);
  }

  static Refusal of(APIErrorType error, String subject, String region) {
    return new Refusal(
        Optional.ofNullable(error.errorCode()).orElse(""),
        Optional.ofNullable(error.message()).orElse(""),
        CLIENT_ERROR,
        "GetSecretValue",
        subject,
        region);
  }

  /** No such secret, or no such version of it. */
  boolean isAbsence() {
    return code.equals("ResourceNotFoundException");
  }

  /** The secret is there, the version is not. */
  boolean isAbsenceOfVersion() {
    return isAbsence() && words.contains("secret value");
  }

  boolean isScheduledForDeletion() {
    return code.equals("InvalidRequestException")
        && (words.contains("marked for deletion") || words.contains("scheduled for deletion"));
  }

  boolean isExistence() {
    return code.equals("ResourceExistsException");
  }

  boolean isDenial() {
    return code.equals("AccessDeniedException");
  }

  /** The service, or what stands for it, has no such operation. */
  boolean isUnknownOperation() {
    return code.equals("UnknownOperationException");
  }

  /** AWS found the request at odds with the state of the secret. */
  boolean isInvalid() {
    return code.equals("InvalidParameterException") || code.equals("InvalidRequestException");
  }

  private boolean isAboutTime() {
    return code.equals("RequestTimeTooSkewed")
        || code.equals("RequestExpired")
        || code.equals("RequestInTheFuture")
        || words.contains("signature expired")
        || words.contains("signature not yet current");
  }

  private boolean isAboutRegion() {
    return words.contains("scoped to a valid region");
  }

  /** This refusal in the words of our own family. */
  SecretsException translated() {
    if (isScheduledForDeletion()) {
      return new SecretNotFoundException(place() + " is scheduled for deletion", restoreHint());
    }
    if (isAboutTime()) {
      return new AccessDeniedException(
          failed() + "the clock of this machine and that of AWS differ", "set the clock");
    }
    if (isAboutRegion()) {
      return new AccessDeniedException(
          failed() + "the endpoint is of another region" + toCaller(),
          "set AWS_REGION to the region of the endpoint, or leave the endpoint to AWS");
    }
    return switch (code) {
      case "ResourceNotFoundException" -> notFound();
      case "ResourceExistsException" -> new WriteConflictException(place() + " exists already");
      case "AccessDeniedException" -> denied();
      case "DecryptionFailure", "EncryptionFailure" -> keyDenied();
      case "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException" ->
          ClientFailures.badCredentials(failed(), code);
      case "ThrottlingException", "TooManyRequestsException", "LimitExceededException" ->
          new BackendUnavailableException(
              failed() + "a limit of AWS is reached (" + code + ")", "try again later");
      case "InvalidParameterException", "InvalidRequestException", "ValidationException" ->
          new InvalidInputException(failed() + "AWS does not take the request (" + code + ")");
      default -> unexpected();
    };
  }

  String restoreHint() {
    return "bring it back with: secrets undelete '"
        + (subject.startsWith("arn:") ? "" : "aws:")
        + subject
        + "'";
  }

  private SecretNotFoundException notFound() {
    return isAbsenceOfVersion()
        ? new SecretNotFoundException(place() + " has no such version")
        : new SecretNotFoundException(
            "there is no " + place(),
            "check the name, the region and whose credentials are in use");
  }

  private AccessDeniedException denied() {
    return words.contains("kms")
        ? keyDenied()
        : new AccessDeniedException(
            failed() + "access denied" + toCaller(),
            "allow secretsmanager:" + operation + " to the caller",
            "a secret of another account that does not exist is denied too");
  }

  private AccessDeniedException keyDenied() {
    return new AccessDeniedException(
        failed() + "its KMS key cannot be used" + toCaller(),
        "allow kms:Decrypt and kms:GenerateDataKey on the key, and see that it is enabled");
  }

  private BackendUnavailableException unexpected() {
    String answer = code.isEmpty() ? "status " + status : code + ", status " + status;
    return status >= SERVER_ERROR
        ? new BackendUnavailableException(failed() + "a fault of AWS (" + answer + ")", "try again")
        : new BackendUnavailableException(failed() + "an unexpected answer (" + answer + ")");
  }

  private String failed() {
    return operation + " of " + place() + " failed: ";
  }

  private String place() {
    String account = account();
    return "secret '"
        + subject
        + "' in region '"
        + region
        + (account.isEmpty() ? "'" : "' of account '" + account + "'");
  }

  /** Told by the ARN that was asked for, or else by that of the caller. */
  private String account() {
    String arn = subject.startsWith("arn:") ? subject : caller;
    String[] parts = arn.split(":", -1);
    return parts.length > ACCOUNT ? parts[ACCOUNT] : "";
  }

  private String toCaller() {
    return caller.isEmpty() ? "" : " to '" + caller + "'";
  }
}
