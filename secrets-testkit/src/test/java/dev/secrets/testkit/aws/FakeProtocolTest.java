package dev.secrets.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.secrets.testkit.aws.FakeClient.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire, faults, the journal and seeds. */
final class FakeProtocolTest extends FakeFixture {

  @Test
  void an_answer_is_of_the_services_content_type_and_has_a_request_id() {
    Response response = client.send("GetRandomPassword", "{}");

    assertThat(response.contentType()).isEqualTo("application/x-amz-json-1.1");
    assertThat(UUID.fromString(response.requestId()).toString()).isEqualTo(response.requestId());
  }

  @Test
  void a_date_is_a_number_of_seconds_with_milliseconds() {
    create("a", 1, "v");

    assertThat(client.send("GetSecretValue", "{'SecretId':'a'}").body())
        .contains("\"CreatedDate\":1772600767.089");
  }

  @Test
  void an_unknown_operation_is_refused_by_name() {
    assertThat(client.refused("FrobnicateSecret", "{}").code())
        .isEqualTo("UnknownOperationException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "not JSON", "{\"SecretId\":"})
  void a_body_that_is_no_object_is_refused(String body) {
    assertThat(client.refused("GetSecretValue", body).code()).isEqualTo("SerializationException");
  }

  @Test
  void a_member_of_the_wrong_type_is_refused() {
    assertThat(client.refused("GetSecretValue", "{'SecretId':7}").code())
        .isEqualTo("SerializationException");
  }

  @Test
  void an_unsigned_request_is_refused() {
    Response response = client.send("{}", Map.of("X-Amz-Target", "secretsmanager.ListSecrets"));

    assertThat(response.body()).contains("MissingAuthenticationTokenException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RotateSecret", "GetResourcePolicy", "ReplicateSecretToRegions"})
  void what_the_fake_lacks_it_refuses_in_the_services_form(String operation) {
    assertThat(client.refused(operation, "{}").message()).contains("not supported by the fake");
  }

  @Test
  void secrets_of_another_region_are_not_seen() {
    create("a", 1, "v");

    assertThat(client.in("eu-west-1").refused("GetSecretValue", "{'SecretId':'a'}").code())
        .isEqualTo("ResourceNotFoundException");
  }

  @ParameterizedTest
  @CsvSource({"us-east-1,aws", "cn-north-1,aws-cn", "us-gov-west-1,aws-us-gov"})
  void an_arn_names_partition_and_region(String region, String partition) {
    JsonNode answer = client.in(region).ok("CreateSecret", "{'Name':'a'}");

    assertThat(answer.get("ARN").asText())
        .matches(
            "arn:%s:secretsmanager:%s:000000000000:secret:a-[A-Za-z0-9]{6}"
                .formatted(partition, region));
  }

  @Test
  void a_secret_of_another_account_is_denied_by_its_arn() {
    try (FakeSecretsManager other =
        FakeSecretsManager.builder().account("AKIAOTHER", "111111111111").start()) {
      FakeClient mine = FakeClient.of(other);
      String arn = mine.ok("CreateSecret", "{'Name':'a'}").get("ARN").asText();

      assertThat(
              mine.as("AKIAOTHER")
                  .refused("GetSecretValue", "{'SecretId':'%s'}".formatted(arn))
                  .code())
          .isEqualTo("AccessDeniedException");
    }
  }

  @Test
  void a_throttled_call_succeeds_once_the_fault_is_used_up() {
    create("a", 1, "v");
    fake.inject(Fault.throttled().on("GetSecretValue").times(1));

    assertThat(client.refused("GetSecretValue", "{'SecretId':'a'}").code())
        .isEqualTo("ThrottlingException");
    assertThat(get("a").get("SecretString").asText()).isEqualTo("v");
  }

  @Test
  void a_fault_of_one_secret_leaves_others_alone() {
    create("a", 1, "v");
    create("b", 2, "w");
    fake.inject(Fault.accessDenied().forSecret("b"));

    assertThat(get("a").get("SecretString").asText()).isEqualTo("v");
    assertThat(client.refused("GetSecretValue", "{'SecretId':'b'}").code())
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void a_server_error_has_status_500() {
    fake.inject(Fault.serverError());

    assertThat(client.send("ListSecrets", "{}").status()).isEqualTo(500);
  }

  @Test
  void a_dropped_connection_breaks_the_answer_after_the_work_is_done() {
    fake.inject(Fault.droppedConnection().times(1));

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> create("a", 1, "v"));

    assertThat(get("a").get("SecretString").asText()).isEqualTo("v");
  }

  @Test
  void an_empty_body_has_status_200() {
    fake.inject(Fault.emptyBody());

    Response response = client.send("ListSecrets", "{}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void a_delayed_answer_is_late_and_correct() {
    create("a", 1, "v");
    fake.inject(Fault.delayed(Duration.ofMillis(50)));
    long start = System.nanoTime();

    assertThat(get("a").get("SecretString").asText()).isEqualTo("v");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void the_journal_tells_calls_without_values() {
    create("a", 1, "swordfish");

    Call call = fake.calls("CreateSecret").get(0);

    assertThat(call.secretIds()).containsExactly("a");
    assertThat(call.token()).hasValue(id(1));
    assertThat(call.toString()).doesNotContain("swordfish").contains("[redacted]");
  }

  @Test
  void the_environment_names_endpoint_and_both_regions() {
    assertThat(fake.environment())
        .containsEntry("AWS_ENDPOINT_URL_SECRETS_MANAGER", fake.endpoint().toString())
        .containsEntry("AWS_REGION", "us-east-1")
        .containsEntry("AWS_DEFAULT_REGION", "us-east-1");
  }

  @Test
  void a_seed_fills_account_and_region() {
    fake.seed(
        """
        {"region": "eu-west-1", "account": "000000000000", "secrets": [
          {"name": "text", "suffix": "AbCdEf", "string": "v", "tags": {"env": "prod"}},
          {"name": "fields", "json": {"user": "app", "port": 5432}},
          {"name": "bytes", "base64": "AAH/"},
          {"name": "rds!cluster", "string": "owned by a service"}]}
        """);
    FakeClient there = client.in("eu-west-1");

    assertThat(there.ok("GetSecretValue", "{'SecretId':'text'}").get("ARN").asText())
        .isEqualTo("arn:aws:secretsmanager:eu-west-1:000000000000:secret:text-AbCdEf");
    assertThat(there.ok("GetSecretValue", "{'SecretId':'fields'}").get("SecretString").asText())
        .isEqualTo("{\"user\":\"app\",\"port\":5432}");
    assertThat(there.ok("GetSecretValue", "{'SecretId':'bytes'}").get("SecretBinary").asText())
        .isEqualTo("AAH/");
    assertThat(there.ok("GetSecretValue", "{'SecretId':'rds!cluster'}").has("SecretString"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON swordfish",
        "[]",
        "{\"secret\": []}",
        "{\"secrets\": {}}",
        "{\"secrets\": [{\"string\": \"swordfish\"}]}",
        "{\"secrets\": [{\"name\": \"a\", \"string\": \"swordfish\", \"base64\": \"\"}]}",
        "{\"secrets\": [{\"name\": \"a\", \"base64\": \"swordfish!\"}]}",
        "{\"secrets\": [{\"name\": \"a\", \"string\": \"swordfish\", \"tag\": {}}]}"
      })
  void a_bad_seed_is_refused_without_its_values(String seed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fake.seed(seed))
        .withMessageNotContaining("swordfish");
  }
}
