package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand.Outcome;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code secrets run --proc-wrapper} where only the variables tell what to do. */
class ProcWrapperIT {

  private static final String MARKED = "X_FOR_PROC_WRAPPER_TO_RESOLVE";
  private static final String CANARY = "canary-5e21c0";

  @TempDir Path image;

  @Test
  void a_task_without_a_project_gets_its_secrets_and_not_what_said_where_they_are() {
    Outcome outcome =
        sh(
            "secrets run --proc-wrapper -- sh -c 'echo $X $LATER ${" + MARKED + "-gone}'",
            Map.of(MARKED, "PLAIN:x", "LATER_FOR_PROC_WRAPPER_TO_RESOLVE", "ENV:X"));

    assertThat(outcome.text()).isEqualTo("x x gone\n");
  }

  @Test
  void nothing_is_resolved_unless_it_is_asked_for() throws IOException {
    Packaged.copyOfSample(image);

    Outcome outcome =
        sh("secrets run -e dev -- sh -c 'echo ${X-unset}'", Map.of(MARKED, "PLAIN:x"));

    assertThat(outcome.text()).isEqualTo("unset\n");
  }

  @Test
  void a_marked_variable_of_the_environment_is_resolved_and_goes_too() throws IOException {
    Packaged.copyOfSample(image);
    Files.writeString(image.resolve("deploy/files/.env.dev"), "A=a\n" + MARKED + "=ENV:A\n");

    Outcome outcome =
        sh("secrets run -e dev --proc-wrapper -- sh -c 'echo $X ${" + MARKED + "-gone}'", Map.of());

    assertThat(outcome.text()).isEqualTo("a gone\n");
  }

  @Test
  void what_is_found_can_be_left_out_by_name_and_is_masked() {
    Map<String, String> variables = Map.of(MARKED, "PLAIN:swordfish", "PROC_WRAPPER_X", "y");

    assertThat(sh("secrets run --proc-wrapper --mask -- sh -c 'echo $X'", variables).text())
        .isEqualTo("***\n");
    assertThat(
            sh("secrets run --proc-wrapper --except X -- sh -c 'echo ${X-none}'", variables).text())
        .isEqualTo("none\n");
  }

  @Test
  void a_missing_value_starts_nothing_and_no_value_is_told_even_at_length() {
    try (FakeSecretsManager aws = Packaged.emptyAws()) {
      aws.add("db", "{\"password\":\"" + CANARY + "\"}");
      Map<String, String> variables = new HashMap<>(aws.environment());
      variables.put(MARKED, "AWS_SM:db|JP:$.pasword");
      variables.put("PROC_WRAPPER_LOG_SECRETS", "TRUE");

      Outcome outcome = sh("secrets run -v --proc-wrapper -- sh -c ': >started'", variables);

      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(outcome.stderr()).contains("'X'", "$.pasword").doesNotContain(CANARY);
      assertThat(image.resolve("started")).doesNotExist();
    }
  }

  @Test
  void a_file_that_is_asked_for_is_for_its_owner_and_gone_after_a_killed_program() {
    Map<String, String> variables =
        Map.of(MARKED, "PLAIN:x", "PROC_WRAPPER_ENV_OUTPUT_FILENAME", "task.json");

    Outcome outcome =
        sh(
            "umask 022; secrets run --proc-wrapper -- sh -c 'cat task.json; ls -l task.json | cut"
                + " -c -10; kill -KILL $$'; echo $?; test -e task.json || echo gone",
            variables);

    assertThat(outcome.text()).isEqualTo("{\n  \"X\": \"x\"\n}\n-rw-------\n137\ngone\n");
  }

  @Test
  void a_file_that_is_there_already_is_not_touched() throws IOException {
    Files.writeString(image.resolve("task.env"), "mine");

    Outcome outcome =
        sh(
            "secrets run --proc-wrapper -- true",
            Map.of(MARKED, "PLAIN:x", "PROC_WRAPPER_ENV_OUTPUT_FILENAME", "task.env"));

    assertThat(outcome.exit()).isEqualTo(7);
    assertThat(image.resolve("task.env")).hasContent("mine");
  }

  @Test
  void a_rotated_value_reaches_a_watched_task() {
    try (FakeSecretsManager aws = Packaged.emptyAws()) {
      aws.add("level", "one");
      Map<String, String> variables = new HashMap<>(aws.environment());
      variables.put(MARKED, "AWS_SM:level");

      Outcome outcome =
          sh(
              "secrets run --proc-wrapper --watch --watch-interval 1 -- sh -c 'echo level $X; while"
                  + " :; do sleep 0.1; done' >out & until grep -qs one out; do sleep 0.1; done; echo"
                  + " two | secrets set aws:level - >/dev/null; until grep -qs two out; do sleep"
                  + " 0.1; done; kill -TERM $!; wait $!; cat out",
              variables);

      assertThat(outcome.text()).isEqualTo("level one\nlevel two\n");
    }
  }

  private Outcome sh(String script, Map<String, String> variables) {
    return Packaged.shell(image, variables).feed(new byte[0]).run("-c", script);
  }
}
