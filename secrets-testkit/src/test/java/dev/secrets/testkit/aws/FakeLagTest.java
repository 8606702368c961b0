package dev.secrets.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is late, badly signed, or out of time. */
final class FakeLagTest {

  private static final String OPERATION = "ListSecrets";

  private final FakeFixture.SetClock clock = new FakeFixture.SetClock();
  private final FakeSecretsManager fake =
      FakeSecretsManager.builder()
          .clock(clock)
          .listingLag(Duration.ofMinutes(5))
          .deletionLag(Duration.ofMinutes(1))
          .start();
  private final FakeClient client = FakeClient.of(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void a_new_secret_is_listed_late_and_read_at_once() {
    create();

    assertThat(client.ok(OPERATION, "{}").get("SecretList")).isEmpty();
    assertThat(client.ok("GetSecretValue", "{'SecretId':'a'}").get("SecretString").asText())
        .isEqualTo("v");
    clock.advance(Duration.ofMinutes(5));
    assertThat(client.ok(OPERATION, "{}").get("SecretList")).hasSize(1);
  }

  @Test
  void a_name_is_free_some_time_after_a_forced_deletion() {
    create();
    client.ok("DeleteSecret", "{'SecretId':'a','ForceDeleteWithoutRecovery':true}");

    assertThat(client.refused("CreateSecret", "{'Name':'a'}").message())
        .contains("scheduled for deletion");
    clock.advance(Duration.ofMinutes(1).plusMillis(1));
    client.ok("CreateSecret", "{'Name':'a'}");
  }

  @Test
  void a_fault_that_lasts_ends_with_its_time() {
    fake.inject(Fault.throttled().lasting(Duration.ofSeconds(30)));

    assertThat(client.refused(OPERATION, "{}").code()).isEqualTo("ThrottlingException");
    clock.advance(Duration.ofSeconds(30));
    client.ok(OPERATION, "{}");
  }

  @Test
  void a_page_of_html_is_no_answer_of_the_service() {
    fake.inject(Fault.htmlPage());

    FakeClient.Response response = client.send(OPERATION, "{}");

    assertThat(response.status()).isEqualTo(502);
    assertThat(response.contentType()).isEqualTo("text/html");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization | '' | MissingAuthenticationTokenException",
        "Authorization | Bearer x | IncompleteSignatureException",
        "X-Amz-Date | '' | IncompleteSignatureException",
        "X-Amz-Date | 20250101T000000Z | IncompleteSignatureException",
      })
  void a_signature_must_be_whole(String header, String value, String code) {
    Map<String, String> headers = signed("20260101T000000Z");
    headers.put(header, value);

    assertThat(client.send("{}", headers).body()).contains(code);
  }

  @ParameterizedTest
  @CsvSource({
    "20260304T050607Z, 200",
    "20260304T050107Z, 400",
    "20260304T051107Z, 400",
  })
  void a_signature_must_be_of_about_now_when_that_is_asked_for(String date, int status) {
    try (FakeSecretsManager strict =
        FakeSecretsManager.builder().clock(clock).skewAtMost(Duration.ofMinutes(4)).start()) {
      assertThat(FakeClient.of(strict).send("{}", signed(date)).status()).isEqualTo(status);
    }
  }

  private void create() {
    client.ok(
        "CreateSecret",
        "{'Name':'a','ClientRequestToken':'%s','SecretString':'v'}".formatted(FakeFixture.id(1)));
  }

  private static Map<String, String> signed(String date) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Amz-Target", "secretsmanager." + OPERATION);
    headers.put(
        "Authorization",
        FakeClient.authorization("AKIATEST", "us-east-1")
            .replace("20260101", date.substring(0, 8)));
    headers.put("X-Amz-Date", date);
    return headers;
  }
}
