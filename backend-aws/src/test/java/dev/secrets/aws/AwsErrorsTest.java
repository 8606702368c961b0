package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.SecretPath;
import dev.secrets.SecretsException;
import dev.secrets.VersionSelector;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.aws.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each error of AWS becomes. */
final class AwsErrorsTest extends AwsFixture {

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, not authorized, ACCESS_DENIED, access denied",
    "AccessDeniedException, Access to KMS is not allowed, ACCESS_DENIED, KMS key",
    "DecryptionFailure, x, ACCESS_DENIED, KMS key",
    "EncryptionFailure, x, ACCESS_DENIED, KMS key",
    "ExpiredTokenException, x, ACCESS_DENIED, ExpiredTokenException",
    "UnrecognizedClientException, x, ACCESS_DENIED, no valid AWS credentials",
    "InvalidSignatureException, x, ACCESS_DENIED, no valid AWS credentials",
    "InvalidSignatureException, scoped to a valid region, ACCESS_DENIED, another region",
    "InvalidRequestException, was marked for deletion, NOT_FOUND, scheduled for deletion",
    "InvalidRequestException, something else, MALFORMED, InvalidRequestException",
    "InvalidParameterException, x, MALFORMED, InvalidParameterException",
    "ValidationException, x, MALFORMED, ValidationException",
    "LimitExceededException, x, UNAVAILABLE, a limit of AWS",
    "ThrottlingException, Rate exceeded, UNAVAILABLE, a limit of AWS",
    "ResourceExistsException, x, CONFLICT, exists already",
    "SomethingNewException, x, UNAVAILABLE, SomethingNewException"
  })
  void an_error_of_aws_becomes_one_of_ours(
      String code, String words, SecretsException.Kind kind, String told) {
    fake.add("app/db", "v");
    fake.inject(Fault.error(code, words + " the-words-of-aws"));

    SecretsException failure = failure("app/db");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure)
        .hasMessageContaining(told)
        .hasMessageContaining("'app/db'")
        .hasMessageContaining("'us-east-1'")
        .hasNoCause();
    assertThat(failure.getMessage() + failure.hints()).doesNotContain("the-words-of-aws");
  }

  @Test
  void a_fault_of_aws_is_told_as_such() {
    fake.inject(Fault.serverError());

    assertThat(failure("a"))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageContaining("a fault of AWS (InternalServiceError, status 500)");
    assertThat(operations()).as("attempts").hasSize(3);
  }

  @Test
  void a_throttled_call_is_repeated() {
    fake.add("a", "v");
    fake.inject(Fault.throttled().times(2));

    assertThat(find("a")).hasValue("v");

    assertThat(operations()).hasSize(3);
  }

  @Test
  void a_dropped_connection_is_tried_again() {
    fake.add("a", "v");
    fake.inject(Fault.droppedConnection().times(1));

    assertThat(find("a")).hasValue("v");
  }

  @Test
  void an_empty_answer_is_no_empty_secret() {
    fake.inject(Fault.emptyBody());

    assertThat(failure("a"))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageContaining("not one of AWS Secrets Manager");
  }

  @Test
  void a_service_that_does_not_answer_in_time_is_unavailable() {
    fake.add("a", "v");
    fake.inject(Fault.delayed(Duration.ofSeconds(5)));
    try (SecretStore hasty = open(fake, "timeout", "1")) {
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> hasty.find(path("a"), VersionSelector.current()))
          .withMessageContaining("no answer in time");
    }
  }

  @Test
  void a_service_that_is_not_there_is_unavailable() {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:1");
    try (SecretStore nowhere = open(environment)) {
      assertThatExceptionOfType(BackendUnavailableException.class)
          .isThrownBy(() -> nowhere.find(path("a"), VersionSelector.current()))
          .withMessageContaining("cannot be reached");
    }
  }

  @Test
  void credentials_that_are_nowhere_are_an_access_error(@TempDir Path directory)
      throws IOException {
    Path config =
        Files.writeString(directory.resolve("config"), "[profile bare]\nregion = x-y-1\n");
    System.setProperty("aws.configFile", config.toString());
    try (SecretStore unknown = open(fake.environment(), "profile", "bare")) {
      assertThatExceptionOfType(AccessDeniedException.class)
          .isThrownBy(() -> unknown.find(path("a"), VersionSelector.current()))
          .withMessageContaining("no valid AWS credentials");
    } finally {
      System.clearProperty("aws.configFile");
    }
  }

  @Test
  void an_error_of_a_batch_names_its_region() {
    fake.inject(Fault.error("ValidationException", "x"));

    assertThatExceptionOfType(SecretsException.class)
        .isThrownBy(() -> store.findAll(List.of(path("a"), path("b"))))
        .withMessageContaining("'a', 'b'")
        .withMessageContaining("'us-east-1'");
  }

  private SecretsException failure(String name) {
    SecretPath path = path(name);
    return catchThrowableOfType(
        SecretsException.class, () -> store.find(path, VersionSelector.current()));
  }
}
