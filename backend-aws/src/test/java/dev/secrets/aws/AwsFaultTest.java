package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.SecretPath;
import dev.secrets.SecretsException;
import dev.secrets.VersionSelector;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.aws.FakeSecretsManager;
import dev.secrets.testkit.aws.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults that last: retries are bounded, the error is clear, and nothing partial passes as whole.
 */
@Timeout(60)
final class AwsFaultTest extends AwsFixture {

  private static final int ATTEMPTS = 3;

  static List<Fault> faults() {
    return List.of(
        Fault.throttled(),
        Fault.serverError(),
        Fault.reset(),
        Fault.droppedConnection(),
        Fault.emptyBody(),
        Fault.htmlPage());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_lasting_fault_is_an_error_after_few_attempts(Fault fault) {
    fake.add("a", "swordfish");
    fake.inject(fault);
    SecretPath path = path("a");

    SecretsException failure =
        catchThrowableOfType(
            SecretsException.class, () -> store.find(path, VersionSelector.current()));

    assertThat(failure).isInstanceOf(BackendUnavailableException.class).hasNoCause();
    assertThat(failure.getMessage() + failure.hints()).doesNotContain("swordfish");
    assertThat(operations()).hasSizeBetween(1, ATTEMPTS);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_among_batches_spoils_the_answer_as_a_whole(Fault fault) {
    List<SecretPath> paths = IntStream.range(0, 40).mapToObj(i -> path("s" + i)).toList();
    paths.forEach(path -> fake.add(path.value(), "v"));
    fake.inject(fault.forSecret("s30"));

    SecretsException failure =
        catchThrowableOfType(SecretsException.class, () -> store.findAll(paths));

    assertThat(failure).isNotNull();
  }

  @Test
  void throttling_for_half_a_minute_ends_in_time() {
    fake.add("a", "v");
    fake.inject(Fault.throttled().lasting(Duration.ofSeconds(30)));
    long start = System.nanoTime();
    SecretPath path = path("a");

    SecretsException failure =
        catchThrowableOfType(
            SecretsException.class, () -> store.find(path, VersionSelector.current()));

    assertThat(failure).hasMessageContaining("ThrottlingException");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_clock_that_is_off_is_told_as_such() {
    fake.add("a", "v");
    fake.inject(Fault.clockSkew());
    SecretPath path = path("a");

    assertThat(
            catchThrowableOfType(
                AccessDeniedException.class, () -> store.find(path, VersionSelector.current())))
        .hasMessageContaining("clock");
  }

  @Test
  void a_service_whose_time_is_another_is_told_as_such() {
    Clock otherwise = Clock.fixed(Instant.now().plus(Duration.ofHours(2)), ZoneOffset.UTC);
    try (FakeSecretsManager ahead =
            FakeSecretsManager.builder()
                .clock(otherwise)
                .skewAtMost(Duration.ofMinutes(5))
                .start();
        SecretStore late = open(ahead)) {
      ahead.add("a", "v");
      SecretPath path = path("a");

      assertThat(
              catchThrowableOfType(
                  SecretsException.class, () -> late.find(path, VersionSelector.current())))
          .hasMessageContaining("clock");
    }
  }

  @Test
  void a_region_that_does_not_exist_is_told_as_such() {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", "https://no-such-service.invalid");
    SecretPath path = path("a");
    try (SecretStore nowhere = open(environment)) {
      assertThat(
              catchThrowableOfType(
                  SecretsException.class, () -> nowhere.find(path, VersionSelector.current())))
          .isInstanceOf(BackendUnavailableException.class)
          .satisfies(
              failure -> assertThat(failure.hints().toString()).containsAnyOf("region", "network"));
    }
  }

  @Test
  void the_number_of_attempts_is_that_of_the_environment() {
    fake.inject(Fault.serverError());
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.put("AWS_MAX_ATTEMPTS", "1");
    environment.put("AWS_RETRY_MODE", "adaptive");
    SecretPath path = path("a");
    try (SecretStore impatient = open(environment)) {
      catchThrowableOfType(
          SecretsException.class, () -> impatient.find(path, VersionSelector.current()));
    }

    assertThat(operations()).hasSize(1);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"us-gov-west-1", "cn-north-1"})
  void an_arn_of_another_partition_is_asked_for_in_its_region(String region) {
    String partition = region.startsWith("cn") ? "aws-cn" : "aws-us-gov";
    fake.seed(
        "{\"region\":\"%s\",\"secrets\":[{\"name\":\"a\",\"string\":\"v\",\"suffix\":\"AbCdEf\"}]}"
            .formatted(region));

    assertThat(
            find(
                "arn:%s:secretsmanager:%s:000000000000:secret:a-AbCdEf"
                    .formatted(partition, region)))
        .hasValue("v");
  }
}
