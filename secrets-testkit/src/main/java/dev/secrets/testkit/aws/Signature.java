package dev.secrets.testkit.aws;

import com.sun.net.httpserver.Headers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a request is signed in the form of SigV4. The signature itself is not computed: it would
 * need the secret key of every caller.
 */
final class Signature {

  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/,\\s]+)/(\\d{8})/([a-z0-9-]+)/secretsmanager/aws4_request, *"
              + "SignedHeaders=([a-z0-9;-]+), *Signature=[0-9a-f]{64}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DAY = 2;
  private static final int SIGNED = 4;

  private final Clock clock;
  private final Optional<Duration> skewAtMost;

  Signature(Clock clock, Optional<Duration> skewAtMost) {
    this.clock = clock;
    this.skewAtMost = skewAtMost;
  }

  void check(Headers headers) {
    String authorization = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
    if (authorization.isEmpty()) {
      throw ApiError.of("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    Matcher form = FORM.matcher(authorization);
    String date = Optional.ofNullable(headers.getFirst("X-Amz-Date")).orElse("");
    if (!form.matches()
        || !List.of(form.group(SIGNED).split(";")).containsAll(List.of("host", "x-amz-date"))
        || !date.startsWith(form.group(DAY))) {
      throw ApiError.of(
          "IncompleteSignatureException",
          "The request signature does not conform to AWS standards.");
    }
    skewAtMost.ifPresent(limit -> checkTime(date, limit));
  }

  private void checkTime(String date, Duration limit) {
    Instant now = clock.instant();
    Instant signed = parse(date);
    if (signed.isBefore(now.minus(limit))) {
      throw ApiError.of("InvalidSignatureException", "Signature expired: " + date);
    }
    if (signed.isAfter(now.plus(limit))) {
      throw ApiError.of("InvalidSignatureException", "Signature not yet current: " + date);
    }
  }

  private static Instant parse(String date) {
    try {
      return Instant.from(DATE.parse(date));
    } catch (DateTimeException malformed) {
      throw ApiError.of("IncompleteSignatureException", "X-Amz-Date is malformed.");
    }
  }
}
