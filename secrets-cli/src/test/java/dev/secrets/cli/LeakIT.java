package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No value of the sample project in any output that is not for values, everything logged at TRACE.
 */
class LeakIT {

  /** Values that the commands below read, and the passwords they read them with. */
  private static final List<String> VALUES =
      List.of(
          "crk-FAKE-prod-0002",
          "crk-FAKE-qa-0003",
          "qa-FAKE-gateway-token",
          "000-FAKE-777",
          "prod-FAKE-pw-9",
          "p@ss with spaces",
          "prod-FAKE-aws-pw",
          "prod-FAKE-api-key",
          "staging-FAKE-aws-pw",
          "dev-FAKE-pw",
          "sample-default-vault-password",
          "sample-payments-vault-password",
          "fake/secret/access/key/for/tests/only000");

  private static final String TRACE =
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"
          + " -Dorg.slf4j.simpleLogger.log.dev.secrets=trace"
          + " -Dorg.slf4j.simpleLogger.log.software.amazon.awssdk=trace";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run -v -e dev -- true",
        "run -v -e staging -- true",
        "run -v -e prod -- true",
        "run -v -e prod --deployment -- true",
        "list -v -e prod",
        "list -v -e prod --json",
        "list -v file:deploy/",
        "list -v aws:",
        "environments -v",
        "environments -v --json",
        "backends --json",
        "set -v file:deploy/vars/prod.yml#/cloudreactor/api_key --from-file deploy/.vault_pass",
        "set -v file:deploy/vars/qa.yml#/cloudreactor/api_key --from-file deploy/.vault_pass",
        "get -v file:broken/vault-tampered.yml",
        "get -v file:broken/vault-truncated.yml",
        "get -v file:broken/env-multiline-unquoted.env#POSTGRES_SECRETS",
        "get -v file:deploy/vars/prod.yml#/nope",
        "get -v aws:CloudReactor/prod/common/postgres#nope",
        "export -e prod --format docker-env -o out.env",
      })
  void no_output_holds_a_value(String command) throws IOException {
    PeerCommand.Outcome outcome = run(command);

    assertClean(command + " stdout", outcome.text());
    assertClean(command + " stderr", outcome.stderr());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get -v file:deploy/vars/prod.yml",
        "get -v aws:CloudReactor/prod/common/postgres#password",
        "get -v -e qa file:deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN",
        "export -v -e prod --format json",
      })
  void a_command_that_prints_values_logs_none(String command) throws IOException {
    PeerCommand.Outcome outcome = run(command).expectSuccess();

    assertThat(outcome.text()).containsAnyOf(VALUES.toArray(String[]::new));
    assertClean(command + " stderr", outcome.stderr());
  }

  @Test
  void the_log_of_a_run_is_really_at_trace() throws IOException {
    assertThat(run("run -v -e prod -- true").stderr()).contains("[TRACE]");
  }

  @Test
  void values_are_found_in_every_form() {
    for (String form : forms("prod-FAKE-pw-9").toList()) {
      assertThat(Stream.of("x" + form + "y").anyMatch(text -> text.contains(form))).isTrue();
    }
    assertThat(forms("prod-FAKE-pw-9")).hasSizeGreaterThan(5);
  }

  private PeerCommand.Outcome run(String command) throws IOException {
    Path project = Packaged.copyOfSample(directory.resolve("project"));
    try (FakeSecretsManager aws = Packaged.aws()) {
      return Packaged.secrets(project, aws.environment())
          .with("JAVA_TOOL_OPTIONS", TRACE)
          .run(command.split(" "));
    }
  }

  private static void assertClean(String where, String output) {
    for (String value : VALUES) {
      forms(value).forEach(form -> assertThat(output).as(where).doesNotContainIgnoringCase(form));
    }
  }

  /** Raw, hex, percent, and base64 at each of its three alignments without the group at the end. */
  private static Stream<String> forms(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    Stream<String> plain =
        Stream.of(
            value,
            HexFormat.of().formatHex(bytes),
            URLEncoder.encode(value, StandardCharsets.UTF_8),
            URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    Stream<String> base64 =
        Stream.of(0, 1, 2)
            .map(skip -> Arrays.copyOfRange(bytes, skip, skip + (bytes.length - skip) / 3 * 3))
            .map(Base64.getEncoder()::encodeToString);
    return Stream.concat(plain, base64);
  }
}
