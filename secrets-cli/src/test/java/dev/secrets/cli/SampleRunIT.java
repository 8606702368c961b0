package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a child process gets of the sample project, to the last variable. */
class SampleRunIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROD_POSTGRES =
      "{\"dbname\":\"harbor\",\"username\":\"harbor_app\",\"password\":\"prod-FAKE-aws-pw\","
          + "\"host\":\"db.prod.example.invalid\",\"port\":\"6432\"}";

  private static FakeSecretsManager aws;

  @TempDir Path directory;

  @BeforeAll
  static void start_aws() throws IOException {
    aws = Packaged.aws();
  }

  @AfterAll
  static void stop_aws() {
    aws.close();
  }

  @Test
  void dev_gets_what_python_dotenv_reads_from_its_file() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    JSON.readTree(Packaged.SAMPLE.resolve("expected/env.dev.json").toFile())
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                expected.put(entry.getKey(), entry.getValue().asText());
              }
            });

    assertThat(injected("dev")).isEqualTo(expected);
  }

  @Test
  void staging_gets_its_file_and_two_secrets_of_aws() throws IOException {
    Map<String, String> injected = injected("staging");

    assertThat(injected.remove("POSTGRES_SECRETS")).contains("staging-FAKE-aws-pw");
    assertThat(injected)
        .isEqualTo(
            Map.of(
                "LOG_LEVEL", "info",
                "FEATURE_NEW_LAYOUT", "TRUE",
                "PROC_WRAPPER_API_KEY", "staging-FAKE-api-key"));
  }

  @Test
  void prod_gets_its_vaulted_file_and_two_secrets_of_aws_which_win() throws IOException {
    Map<String, String> injected = injected("prod");

    assertThat(JSON.readTree(injected.remove("POSTGRES_SECRETS")))
        .isEqualTo(JSON.readTree(PROD_POSTGRES));
    assertThat(injected)
        .isEqualTo(
            Map.of(
                "SMTP_PASSWORD", "p@ss with spaces", "PROC_WRAPPER_API_KEY", "prod-FAKE-api-key"));
  }

  @Test
  void both_secrets_of_aws_come_in_one_call() throws IOException {
    aws.forgetCalls();

    injected("prod");

    assertThat(aws.calls()).hasSize(1);
  }

  @Test
  void a_task_gets_its_own_list() throws IOException {
    Map<String, String> injected =
        added(Packaged.SAMPLE, Map.of(), "-e", "staging", "--task", "file_io");

    assertThat(injected.keySet())
        .containsExactlyInAnyOrder(
            "LOG_LEVEL",
            "FEATURE_NEW_LAYOUT",
            "PROC_WRAPPER_API_KEY",
            "REPORTING_DB_SECRETS",
            "POSTGRES_PASSWORD");
    assertThat(injected).containsEntry("POSTGRES_PASSWORD", "staging-FAKE-aws-pw");
  }

  @Test
  void deployment_secrets_do_not_reach_the_task_unless_asked_for() throws IOException {
    assertThat(added(Packaged.SAMPLE, Map.of(), "-e", "prod", "--deployment").keySet())
        .contains("AWS_SECRET_ACCESS_KEY")
        .doesNotContain("SMTP_PASSWORD");
  }

  @Test
  void a_locked_clone_gives_the_same_with_its_key_file() throws IOException {
    Path clone = lockedClone();
    Map<String, String> key =
        Map.of("SECRETS_GIT_CRYPT_KEY_FILE", Packaged.BUNDLE.resolve("sample.key").toString());

    Map<String, String> injected = added(clone, key, "-e", "prod");

    assertThat(injected).containsEntry("SMTP_PASSWORD", "p@ss with spaces");
    assertThat(injected.keySet())
        .containsExactlyInAnyOrder("POSTGRES_SECRETS", "SMTP_PASSWORD", "PROC_WRAPPER_API_KEY");
    assertThat(Files.readAllBytes(clone.resolve("deploy/vars/prod.yml")))
        .startsWith(new byte[] {0, 'G', 'I', 'T'});
  }

  @Test
  void the_key_file_may_be_an_option_too() throws IOException {
    Map<String, String> injected =
        added(
            lockedClone(),
            Map.of(),
            "-e",
            "staging",
            "--key-file",
            Packaged.BUNDLE.resolve("sample.key").toString());

    assertThat(injected).containsEntry("LOG_LEVEL", "info");
  }

  @Test
  void a_locked_clone_without_a_key_names_the_file_and_starts_nothing() throws IOException {
    Path clone = lockedClone();
    Path witness = directory.resolve("started");

    PeerCommand.Outcome outcome =
        secrets(clone).run("run", "-e", "prod", "--", "touch", witness.toString());

    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(outcome.stderr())
        .startsWith("secrets: error: 'deploy/files/.env.prod'")
        .contains("secrets: hint: ");
    assertThat(witness).doesNotExist();
  }

  @Test
  void a_missing_secret_starts_nothing() throws IOException {
    Path witness = directory.resolve("started");
    try (FakeSecretsManager empty = Packaged.emptyAws()) {
      PeerCommand.Outcome outcome =
          Packaged.secrets(Packaged.SAMPLE, empty.environment())
              .run("run", "-e", "prod", "--", "touch", witness.toString());

      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(outcome.stderr()).contains("'PROC_WRAPPER_API_KEY'", "'POSTGRES_SECRETS'");
      assertThat(witness).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "prod | file:deploy/vars/prod.yml#/cloudreactor/api_key | crk-FAKE-prod-0002",
        "qa | file:deploy/vars/qa.yml#/cloudreactor/api_key | crk-FAKE-qa-0003",
        "qa | file:deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN | qa-FAKE-gateway-token",
        "prod | aws:CloudReactor/prod/common/postgres#password | prod-FAKE-aws-pw",
        "prod | arn:aws:secretsmanager:us-east-1:123456789012:secret:CloudReactor/prod/common/postgres-Mn4bV8:password:: | prod-FAKE-aws-pw",
        "dev | file:deploy/files/.env.dev#/POSTGRES_SECRETS/port | 5432",
        "dev | LOG_LEVEL | debug",
      })
  void a_value_is_printed_exactly(String environment, String reference, String value) {
    PeerCommand.Outcome outcome = secrets(Packaged.SAMPLE).run("get", "-e", environment, reference);

    assertThat(outcome.expectSuccess().text()).isEqualTo(value);
  }

  private Map<String, String> injected(String environment) {
    return added(Packaged.SAMPLE, Map.of(), "-e", environment);
  }

  /** The variables of a child that differ from those of one started without secrets. */
  private static Map<String, String> added(
      Path project, Map<String, String> more, String... options) {
    Map<String, String> variables = new TreeMap<>(aws.environment());
    variables.putAll(more);
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--", "env", "-0"));

    Map<String, String> before = variables(Packaged.env(project, variables).run("-0"));
    Map<String, String> after =
        variables(Packaged.secrets(project, variables).run(arguments.toArray(String[]::new)));
    before.forEach((name, value) -> after.remove(name, value));
    after.keySet().removeAll(Set.of("_", "SHLVL", "PWD", "OLDPWD"));
    return after;
  }

  private static Map<String, String> variables(PeerCommand.Outcome outcome) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : outcome.expectSuccess().text().split("\0", -1)) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return new TreeMap<>(variables);
  }

  private static PeerCommand secrets(Path project) {
    return Packaged.secrets(project, aws.environment());
  }

  private Path lockedClone() {
    Path clone = directory.resolve("clone");
    Peers.require("git")
        .run(
            "clone",
            "-q",
            "-b",
            "main",
            Packaged.BUNDLE.resolve("sample.bundle").toString(),
            clone.toString())
        .expectSuccess();
    return clone;
  }
}
