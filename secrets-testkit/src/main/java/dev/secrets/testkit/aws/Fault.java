package dev.secrets.testkit.aws;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that goes wrong, to be injected with {@link FakeSecretsManager#inject}. Without {@link
 * #on} and {@link #forSecret} it meets every call, and without {@link #times} and {@link #lasting}
 * it never stops.
 *
 * <pre>{@code
 * fake.inject(Fault.throttled().on("GetSecretValue").times(2));
 * }</pre>
 *
 * <p>A refusal of {@code GetSecretValue} for a secret shows among the errors of a batch too.
 */
public final class Fault {

  enum Kind {
    REFUSE,
    DELAY,
    DROP,
    EMPTY,
    RESET,
    HTML
  }

  private final Kind kind;
  private final Optional<ApiError> error;
  private final Duration delay;
  private final Optional<String> operation;
  private final Optional<String> secretId;
  private final int times;
  private final Optional<Duration> lasting;

  private Fault(
      Kind kind,
      Optional<ApiError> error,
      Duration delay,
      Optional<String> operation,
      Optional<String> secretId,
      int times,
      Optional<Duration> lasting) {
    this.kind = kind;
    this.error = error;
    this.delay = delay;
    this.operation = operation;
    this.secretId = secretId;
    this.times = times;
    this.lasting = lasting;
  }

  private static Fault of(Kind kind, Optional<ApiError> error, Duration delay) {
    return new Fault(
        kind,
        error,
        delay,
        Optional.empty(),
        Optional.empty(),
        Integer.MAX_VALUE,
        Optional.empty());
  }

  /** A client error, status 400, with any code. */
  public static Fault error(String code, String message) {
    return of(Kind.REFUSE, Optional.of(ApiError.of(code, message)), Duration.ZERO);
  }

  /** Too many requests. */
  public static Fault throttled() {
    return error("ThrottlingException", "Rate exceeded");
  }

  /** The caller has no right to the operation. */
  public static Fault accessDenied() {
    return error(
        "AccessDeniedException", "The caller is not authorized to perform this operation.");
  }

  /** An error of the service's own, status 500. */
  public static Fault serverError() {
    return of(Kind.REFUSE, Optional.of(ApiError.internal()), Duration.ZERO);
  }

  /** A late but correct answer. */
  public static Fault delayed(Duration delay) {
    return of(Kind.DELAY, Optional.empty(), delay);
  }

  /** The operation is carried out, and the connection breaks in the middle of the answer. */
  public static Fault droppedConnection() {
    return of(Kind.DROP, Optional.empty(), Duration.ZERO);
  }

  /** Status 200 and no body. */
  public static Fault emptyBody() {
    return of(Kind.EMPTY, Optional.empty(), Duration.ZERO);
  }

  /** The connection breaks before there is an answer; nothing is carried out. */
  public static Fault reset() {
    return of(Kind.RESET, Optional.empty(), Duration.ZERO);
  }

  /** Status 502 and a page of HTML, as from a proxy in between. */
  public static Fault htmlPage() {
    return of(Kind.HTML, Optional.empty(), Duration.ZERO);
  }

  /** The request was signed by a clock that is too far off. */
  public static Fault clockSkew() {
    return error(
        "InvalidSignatureException",
        "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z");
  }

  /** The request was signed for another region than that of the endpoint. */
  public static Fault wrongRegion() {
    return error("InvalidSignatureException", "Credential should be scoped to a valid region.");
  }

  /** Only for calls of this operation. */
  public Fault on(String name) {
    return new Fault(kind, error, delay, Optional.of(name), secretId, times, lasting);
  }

  /** Only for calls that name the secret by exactly this id. */
  public Fault forSecret(String id) {
    return new Fault(kind, error, delay, operation, Optional.of(id), times, lasting);
  }

  /** Only for the first {@code count} calls it meets. */
  public Fault times(int count) {
    return new Fault(kind, error, delay, operation, secretId, count, lasting);
  }

  /** Only until this much time of the fake's clock has passed since it was injected. */
  public Fault lasting(Duration time) {
    return new Fault(kind, error, delay, operation, secretId, times, Optional.of(time));
  }

  Kind kind() {
    return kind;
  }

  ApiError error() {
    return error.orElseThrow();
  }

  Duration delay() {
    return delay;
  }

  Optional<Duration> lasting() {
    return lasting;
  }

  int times() {
    return times;
  }

  boolean meets(String name, List<String> secretIds) {
    return operation.map(name::equals).orElse(true)
        && secretId.map(secretIds::contains).orElse(true);
  }
}
