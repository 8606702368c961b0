package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.InvalidInputException;
import dev.secrets.VersionSelector;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.OptionSpec;
import dev.secrets.spi.SecretStore;
import dev.secrets.spi.StoreConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Region, endpoint, credentials: which source counts. */
final class ClientSettingsTest extends AwsFixture {

  @ParameterizedTest
  @CsvSource({
    "AWS_REGION=eu-west-1, '', eu-west-1",
    "AWS_DEFAULT_REGION=eu-west-2, '', eu-west-2",
    "AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-2, '', eu-west-1",
    "AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-2, eu-west-3, eu-west-3",
    "AWS_REGION= AWS_DEFAULT_REGION=eu-west-2, '', eu-west-2"
  })
  void the_region_is_that_of(String variables, String option, String expected) {
    Map<String, String> environment = withoutRegion();
    for (String variable : variables.split(" ")) {
      environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
    }
    String[] options = option.isEmpty() ? new String[0] : new String[] {"region", option};

    try (SecretStore opened = open(environment, options)) {
      opened.find(path("a"), VersionSelector.current());
    }

    assertThat(fake.calls().get(0).region()).isEqualTo(expected);
  }

  @Test
  void an_arn_needs_no_region_to_be_set() {
    try (SecretStore opened = open(withoutRegion())) {
      opened.find(path(arn("eu-north-1", "a-AbCdEf")), VersionSelector.current());
    }

    assertThat(fake.calls().get(0).region()).isEqualTo("eu-north-1");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ENDPOINT_URL, ''",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER, http://127.0.0.1:1",
    "option, http://127.0.0.1:1"
  })
  void the_endpoint_is_that_of(String source, String general) {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.remove("AWS_ENDPOINT_URL_SECRETS_MANAGER");
    environment.put("AWS_ENDPOINT_URL", general);
    String endpoint = fake.endpoint().toString();
    boolean asOption = source.equals("option");
    if (!asOption) {
      environment.put(source, endpoint);
    }
    fake.add("a", "v");

    try (SecretStore opened =
        asOption ? open(environment, "endpoint", endpoint) : open(environment)) {
      assertThat(opened.list("")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com", "http://10.0.0.1:4566", "http://127.example.com"})
  void plain_http_is_refused_outside_of_this_machine(String endpoint) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> open(Map.of(), "endpoint", endpoint))
        .withMessageContaining("without TLS");
    assertThatCode(() -> open(Map.of(), "endpoint", endpoint, "plain-http", "allow").close())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.com", "http://localhost:4566", "http://[::1]:4566"})
  void an_endpoint_with_tls_or_of_this_machine_is_taken(String endpoint) {
    assertThatCode(() -> open(Map.of(), "endpoint", endpoint).close()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "ftp://example.com", "http:///x", "https://a b"})
  void an_endpoint_that_is_no_url_is_refused(String endpoint) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> open(Map.of(), "endpoint", endpoint))
        .withMessageContaining("'" + endpoint + "'");
  }

  @Test
  void configured_endpoints_can_be_switched_off() {
    assertThatCode(
            () ->
                open(Map.of(
                        "AWS_ENDPOINT_URL",
                        "http://example.com",
                        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                        "true"))
                    .close())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_profile_that_does_not_exist_is_told_as_such(boolean asOption) {
    Map<String, String> environment = withoutRegion();
    environment.keySet().removeIf(name -> name.startsWith("AWS_ACCESS_KEY"));
    environment.put("AWS_PROFILE", "no-such-profile");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> {
              try (SecretStore opened =
                  asOption
                      ? open(withoutRegion(), "profile", "no-such-profile", "region", "us-east-1")
                      : open(environment)) {
                opened.list("").toList();
              }
            })
        .withMessage("there is no AWS profile 'no-such-profile'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "soon", ""})
  void a_timeout_is_a_number_of_seconds(String timeout) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> open(Map.of(), "timeout", timeout));
  }

  @Test
  void the_environment_of_the_context_brings_the_credentials() {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.put("AWS_SESSION_TOKEN", "a-session-token");
    fake.add("a", "v");

    try (SecretStore opened = open(environment)) {
      assertThat(opened.list("")).hasSize(1);
    }
  }

  @Test
  void a_callers_client_is_used_and_left_open() {
    fake.add("a", "v");
    try (SecretsManagerClient client = client()) {
      for (int round = 0; round < 2; round++) {
        try (SecretStore opened = openWith(client)) {
          assertThat(opened.list("")).hasSize(1);
        }
      }
    }
  }

  @Test
  void a_callers_client_serves_its_own_region_only() {
    try (SecretsManagerClient client = client();
        SecretStore opened = openWith(client)) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(
              () -> opened.find(path(arn("eu-west-1", "a-AbCdEf")), VersionSelector.current()))
          .withMessageContaining("'eu-west-1'")
          .withMessageContaining("'us-east-1'");
    }
  }

  @Test
  void every_option_is_told() {
    assertThat(new AwsSecretsManager().options())
        .extracting(OptionSpec::name)
        .containsExactly("region", "profile", "endpoint", "plain-http", "agent", "timeout");
  }

  private static SecretStore openWith(SecretsManagerClient client) {
    return new AwsSecretsManager(client)
        .open(StoreConfig.of("aws"), BackendContext.builder().build());
  }

  private SecretsManagerClient client() {
    return SecretsManagerClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(fake.endpoint())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "key")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private Map<String, String> withoutRegion() {
    Map<String, String> environment = new HashMap<>(fake.environment());
    environment.remove("AWS_REGION");
    environment.remove("AWS_DEFAULT_REGION");
    return environment;
  }
}
