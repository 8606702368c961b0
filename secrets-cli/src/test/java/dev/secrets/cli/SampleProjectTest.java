package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.secrets.DecryptionFailedException;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.Secrets;
import dev.secrets.document.Node;
import dev.secrets.project.BindingKind;
import dev.secrets.project.Environment;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample project through the library with all backends, against what the real tools read. */
class SampleProjectTest {

  private static final Path SAMPLE = Path.of("..", "docs", "quickstart", "sample");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"prod", "staging", "qa", "payments"})
  void effective_settings_are_those_that_ansible_sees(String name) throws IOException {
    JsonNode expected = oracle("effective." + name + ".json").get("tasks");

    try (Secrets secrets = open(name)) {
      Environment environment = secrets.environment().orElseThrow();
      ObjectNode tasks = JSON.createObjectNode();
      environment.tasks().forEach(task -> tasks.set(task, json(environment.settings(task))));

      assertThat(tasks).isEqualTo(expected);
    }
  }

  @Test
  void the_secrets_of_dev_are_what_python_dotenv_reads() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    oracle("env.dev.json")
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                expected.put(entry.getKey(), entry.getValue().asText());
              }
            });

    try (Secrets secrets = open("dev")) {
      Map<String, String> actual = new TreeMap<>();
      secrets.all(BindingKind.RUNTIME).forEach((name, secret) -> actual.put(name, secret.text()));

      assertThat(actual).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "file:deploy/vars/prod.yml#/cloudreactor/api_key, crk-FAKE-prod-0002",
    "file:deploy/vars/qa.yml#/cloudreactor/api_key, crk-FAKE-qa-0003",
    "file:deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN, qa-FAKE-gateway-token",
    "file:deploy/vars/payments.yml#/payments/merchant_id, 000-FAKE-777",
    "file:deploy/files/.env.dev#/POSTGRES_SECRETS/port, 5432",
    "file:deploy/files/.env.prod#SMTP_PASSWORD, p@ss with spaces",
  })
  void a_reference_reaches_its_value(String reference, String value) {
    assertThat(text(reference)).isEqualTo(value);
  }

  @Test
  void an_inline_value_keeps_its_line_ends() {
    assertThat(text("file:deploy/vars/qa.yml#/default_env_task_config/env/CERTIFICATE"))
        .isEqualTo("line one\nline two\n");
  }

  @Test
  void an_inline_value_inside_a_list_is_reached_by_its_index() {
    String place =
        "/default_env_task_config/ecs/extra_main_container_properties/secrets/0/valueFrom";

    assertThat(text("file:deploy/vars/qa.yml#" + place))
        .isEqualTo(
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:CloudReactor/qa/common/cloudreactor_api_key-Uv5wX6");
  }

  @Test
  void an_inline_value_is_not_opened_before_it_is_used() {
    Map<String, String> wrongPassword = Map.of("ANSIBLE_CONFIG", "/nonexistent/ansible.cfg");

    try (Secrets secrets = open(null, wrongPassword);
        Secret plain =
            secrets.resolve(
                Reference.parse(
                    "file:deploy/vars/qa.yml#/default_env_task_config/env/PLAIN_SETTING"))) {
      assertThat(plain.text()).isEqualTo("visible");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vault-tampered.yml", "vault-truncated.yml"})
  void a_damaged_vault_is_refused_by_name(String file) {
    try (Secrets secrets = open(null)) {
      Reference reference = Reference.of("file", "broken/" + file);

      assertThatThrownBy(() -> secrets.resolve(reference))
          .hasMessageContaining("'broken/" + file + "'")
          .isInstanceOf(
              file.contains("tampered")
                  ? DecryptionFailedException.class
                  : dev.secrets.MalformedEnvelopeException.class);
    }
  }

  @Test
  void a_vault_with_windows_line_ends_is_read() {
    assertThat(text("file:broken/vault-crlf.yml#/cloudreactor/api_key"))
        .isEqualTo("crk-FAKE-prod-0002");
  }

  private static String text(String reference) {
    try (Secrets secrets = open(null);
        Secret secret = secrets.resolve(Reference.parse(reference))) {
      return secret.text();
    }
  }

  private static Secrets open(String environment) {
    return open(environment, Map.of());
  }

  private static Secrets open(String environment, Map<String, String> variables) {
    Secrets.Builder builder =
        Secrets.builder()
            .discover(SampleProjectTest.class.getClassLoader())
            .context(BackendContext.builder().directory(SAMPLE).environment(variables));
    return environment == null ? builder.open() : builder.environment(environment).open();
  }

  private static JsonNode oracle(String name) throws IOException {
    return JSON.readTree(SAMPLE.resolve("expected").resolve(name).toFile());
  }

  private static JsonNode json(Node node) {
    if (node instanceof Node.Mapping mapping) {
      ObjectNode object = JSON.createObjectNode();
      mapping.entries().forEach((key, entry) -> object.set(key, json(entry)));
      return object;
    }
    if (node instanceof Node.Sequence list) {
      ArrayNode array = JSON.createArrayNode();
      list.items().forEach(item -> array.add(json(item)));
      return array;
    }
    Node.Scalar scalar = (Node.Scalar) node;
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (scalar.type()) {
      case NULL -> make.nullNode();
      case BOOLEAN -> make.booleanNode(Boolean.parseBoolean(scalar.text()));
      case INTEGER -> make.numberNode(Integer.parseInt(scalar.text()));
      case FLOAT -> make.numberNode(Double.parseDouble(scalar.text()));
      case STRING, TIMESTAMP, BINARY -> make.textNode(scalar.text());
    };
  }
}
