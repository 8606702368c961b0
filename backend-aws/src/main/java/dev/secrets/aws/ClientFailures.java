package dev.secrets.aws;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.SecretsException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What goes wrong before AWS has answered, or with an answer that is none. */
final class ClientFailures {

  private static final Pattern MISSING_MODULE =
      Pattern.compile("'(sts|sso|ssooidc|signin)' (?:service )?module");

  private ClientFailures() {}

  static SecretsException translate(
      SdkException failure, String operation, String subject, String region) {
    String failed =
        "%s of secret '%s' in region '%s' failed: ".formatted(operation, subject, region);
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return new BackendUnavailableException(
          failed + "no answer in time", "try again, or raise the option 'timeout'");
    }
    Matcher missing = MISSING_MODULE.matcher(String.valueOf(failure.getMessage()));
    if (missing.find()) {
      return new AccessDeniedException(
          failed + "the profile needs the module '" + missing.group(1) + "' of the AWS SDK",
          "put the jar software.amazon.awssdk:" + missing.group(1) + " beside the others",
          "or let aws configure export-credentials --format env make keys for the environment");
    }
    if (isAboutCredentials(failure)) {
      return badCredentials(failed, "none found");
    }
    if (hasCause(failure, UnknownHostException.class)) {
      return new BackendUnavailableException(
          failed + "there is no such service",
          "check that the region is spelled right, the endpoint, and the network");
    }
    if (hasCause(failure, IOException.class)) {
      return new BackendUnavailableException(
          failed + "the service cannot be reached",
          "check the network, the region and the endpoint");
    }
    return noAnswer(failed);
  }

  /** An answer without the members that every answer has. */
  static BackendUnavailableException malformedAnswer(String operation, SecretId id, String region) {
    return noAnswer(operation + " of " + id.in(region) + " failed: ");
  }

  static AccessDeniedException badCredentials(String failed, String reason) {
    return new AccessDeniedException(
        failed + "no valid AWS credentials (" + reason + ")",
        "sign in again, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");
  }

  private static BackendUnavailableException noAnswer(String failed) {
    return new BackendUnavailableException(
        failed + "the answer is not one of AWS Secrets Manager",
        "check the endpoint and any proxy in between");
  }

  /** The SDK has no type of its own for it. */
  private static boolean isAboutCredentials(SdkException failure) {
    return Optional.ofNullable(failure.getMessage())
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(text -> text.contains("credential") || text.contains("profile"))
        .isPresent();
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    return type.isInstance(failure)
        || (failure.getCause() != null && hasCause(failure.getCause(), type));
  }
}
