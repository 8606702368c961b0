package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each broken file of the sample gets one clear answer, with its exit code and no value in it. */
class BrokenInputIT {

  @TempDir Path project;

  @BeforeEach
  void copy_the_sample() {
    Packaged.copyOfSample(project);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "broken/vault-truncated.yml | 6 | 'broken/vault-truncated.yml'",
        "broken/vault-tampered.yml | 5 | wrong key, or the data was altered",
        "broken/env-multiline-unquoted.env#POSTGRES_SECRETS | 6 | line 3, column",
        "broken/common-missing-colon.yml#/default_task_config | 6 | line 4, column 5",
      })
  void a_file_that_cannot_be_read_is_told_what_is_wrong(String path, int exit, String message) {
    PeerCommand.Outcome outcome = secrets("get", "file:" + path);

    assertThat(outcome.exit()).as(outcome.stderr()).isEqualTo(exit);
    assertThat(outcome.stderr())
        .startsWith("secrets: error: ")
        .contains(message)
        .doesNotContain("FAKE");
    assertThat(outcome.text()).isEmpty();
  }

  @Test
  void windows_line_ends_in_a_vault_are_no_fault() {
    assertThat(
            secrets("get", "file:broken/vault-crlf.yml#/cloudreactor/api_key")
                .expectSuccess()
                .text())
        .isEqualTo("crk-FAKE-prod-0002");
  }

  @Test
  void a_list_at_the_wrong_level_stops_the_run() throws IOException {
    replaceVars("broken/secrets-at-wrong-level.yml");

    PeerCommand.Outcome outcome = secrets("run", "-e", "staging", "--", "true");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.stderr())
        .contains("'deploy/vars/staging.yml' line 2")
        .contains(
            "secrets: hint: put the list under ecs > extra_main_container_properties > secrets");
  }

  @Test
  void a_list_that_drops_a_default_secret_is_warned_of() throws IOException {
    replaceVars("broken/task-secrets-drop-default.yml");

    PeerCommand.Outcome outcome = secrets("list", "-e", "staging").expectSuccess();

    assertThat(outcome.stderr())
        .contains(
            "secrets: warning: deploy/vars/staging.yml:13:13: task 'nightly_report' has a list of its"
                + " own and so loses secret 'PROC_WRAPPER_API_KEY'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '\t',
      value = {
        "arn:aws:secretsmanager:[aws_region]:[aws_account_id]:secret:a-xxx\tregion",
        "arn:aws:secretsmanager:us-east-1:12345678901:secret:a-Mn4bV8\t12 digits",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-Mn4bV8:password\tARN:password::",
        "arn:aws:ssm:us-east-1:123456789012:parameter/prod/postgres\tParameter Store",
        "CloudReactor/prod/common/postgres\tno environment",
      })
  void a_reference_that_is_none_is_usage(String reference, String message) {
    PeerCommand.Outcome outcome = secrets("get", reference);

    assertThat(outcome.exit()).as(outcome.stderr()).isEqualTo(2);
    assertThat(outcome.stderr()).contains(message);
  }

  private void replaceVars(String broken) throws IOException {
    Path vars = project.resolve("deploy/vars/staging.yml");
    Files.delete(vars);
    Files.copy(project.resolve(broken), vars);
  }

  private PeerCommand.Outcome secrets(String... arguments) {
    return Packaged.secrets(project, Map.of()).run(arguments);
  }
}
