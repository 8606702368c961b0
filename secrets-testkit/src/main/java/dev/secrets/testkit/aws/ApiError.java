package dev.secrets.testkit.aws;

/** An error as the service reports it: a status, a code, and words that clients match on. */
final class ApiError extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int CLIENT = 400;
  private static final int SERVER = 500;

  private final int status;
  private final String code;

  private ApiError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Every error that is the caller's has status 400, not found and access denied too. */
  static ApiError of(String code, String message) {
    return new ApiError(CLIENT, code, message);
  }

  static ApiError internal() {
    return new ApiError(SERVER, "InternalServiceError", "An error occurred on the server side.");
  }

  static ApiError invalidParameter(String message) {
    return of("InvalidParameterException", message);
  }

  static ApiError invalidRequest(String message) {
    return of("InvalidRequestException", message);
  }

  static ApiError validation(String message) {
    return of("ValidationException", message);
  }

  static ApiError limitExceeded(String message) {
    return of("LimitExceededException", message);
  }

  static ApiError exists(String message) {
    return of("ResourceExistsException", message);
  }

  static ApiError accessDenied(String operation, String id) {
    return of(
        "AccessDeniedException",
        "The caller is not authorized to perform: secretsmanager:"
            + operation
            + " on resource: "
            + id);
  }

  static ApiError noSecret() {
    return of("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  static ApiError noValue(String selector) {
    return of(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for " + selector);
  }

  static ApiError deleted() {
    return invalidRequest(
        "You can't perform this operation on the secret because it was marked for deletion.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
