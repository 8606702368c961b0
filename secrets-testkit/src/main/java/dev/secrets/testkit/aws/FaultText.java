package dev.secrets.testkit.aws;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault as it is written in a command line.
 *
 * <pre>{@code
 * fault := kind [ "=" ( duration | count ) ] { "," ( "on=" operation | "for=" secret id ) }
 * }</pre>
 *
 * <p>A duration, such as {@code 30s}, says how long it lasts, and a count how many calls it meets;
 * for {@code latency} a duration says how late each answer is.
 */
final class FaultText {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final String LATENCY = "latency";

  private FaultText() {}

  static Fault parse(String text) {
    String[] parts = text.split(",", -1);
    Fault fault = lasting(parts[0]);
    for (int next = 1; next < parts.length; next++) {
      fault = limited(fault, parts[next]);
    }
    return fault;
  }

  static Duration duration(String text) {
    Matcher written = DURATION.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 30s, 200ms or 5m");
    }
    long number = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private static Fault lasting(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return kind(text);
    }
    String kind = text.substring(0, equals);
    String extent = text.substring(equals + 1);
    if (kind.equals(LATENCY)) {
      return Fault.delayed(duration(extent));
    }
    return COUNT.matcher(extent).matches()
        ? kind(kind).times(Integer.parseInt(extent))
        : kind(kind).lasting(duration(extent));
  }

  private static Fault kind(String word) {
    return switch (word) {
      case "throttle" -> Fault.throttled();
      case "denied" -> Fault.accessDenied();
      case "kms" -> Fault.error("DecryptionFailure", "The key cannot be used.");
      case "clock-skew" -> Fault.clockSkew();
      case "wrong-region" -> Fault.wrongRegion();
      case "server-error" -> Fault.serverError();
      case "reset" -> Fault.reset();
      case "truncated" -> Fault.droppedConnection();
      case "empty" -> Fault.emptyBody();
      case "html" -> Fault.htmlPage();
      case LATENCY -> throw new IllegalArgumentException("'latency' needs a time: latency=200ms");
      default -> throw new IllegalArgumentException("there is no fault '" + word + "'");
    };
  }

  private static Fault limited(Fault fault, String text) {
    if (text.startsWith("on=")) {
      return fault.on(text.substring("on=".length()));
    }
    if (text.startsWith("for=")) {
      return fault.forSecret(text.substring("for=".length()));
    }
    throw new IllegalArgumentException("'" + text + "' is neither on=OPERATION nor for=SECRET");
  }
}
