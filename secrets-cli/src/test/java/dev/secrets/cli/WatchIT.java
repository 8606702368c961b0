package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code secrets run --watch} with real programs and files that change under it. */
class WatchIT {

  /** Waits in a shell until the file {@code out} has a line. */
  private static final String UNTIL = "until grep -qs '%s' out; do sleep 0.1; done; ";

  @TempDir Path project;

  @BeforeEach
  void secrets() throws IOException {
    Files.writeString(
        project.resolve("secrets.yaml"),
        "version: 1\nenvironments:\n  dev: {}\nbindings:\n  LEVEL: file:app.env#LEVEL\n");
    Files.writeString(project.resolve("app.env"), "LEVEL=one\n");
    Files.writeString(
        project.resolve("child"),
        """
        trap 'echo ended $LEVEL; exit 7' TERM
        trap 'echo file $(cat $KEY)' HUP
        echo level $LEVEL
        while :; do sleep 0.1; done
        """);
  }

  @Test
  void a_change_starts_the_program_anew_with_the_new_value() {
    Outcome outcome =
        watched("", "echo LEVEL=two >app.env; " + until("level two") + "kill -TERM $!; ");

    assertThat(outcome.text()).isEqualTo("level one\nended one\nlevel two\nended two\ncode 7\n");
  }

  @Test
  void a_file_that_was_replaced_by_another_counts_as_changed() {
    Outcome outcome =
        watched(
            "", "echo LEVEL=two >new; mv new app.env; " + until("level two") + "kill -TERM $!; ");

    assertThat(outcome.text()).contains("level two\nended two\ncode 7\n");
  }

  @Test
  void secrets_that_cannot_be_read_again_leave_the_program_running() {
    Outcome outcome =
        watched(
            "2>err",
            "rm app.env; until grep -qs keeps err; do sleep 0.1; done; sleep 1; "
                + "echo LEVEL=two >app.env; "
                + until("level two")
                + "kill -TERM $!; cat err; ");

    assertThat(outcome.text()).startsWith("secrets: warning: the program keeps the secrets it has");
    assertThat(outcome.text().lines().filter(line -> line.contains("warning"))).hasSize(1);
    assertThat(outcome.text()).endsWith("level one\nended one\nlevel two\nended two\ncode 7\n");
  }

  @Test
  void a_change_to_the_same_values_leaves_the_program_alone() {
    Outcome outcome =
        watched("", "echo '# a comment' >>app.env; touch app.env; sleep 3; kill -TERM $!; ");

    assertThat(outcome.text()).isEqualTo("level one\nended one\ncode 7\n");
  }

  @Test
  void a_signal_tells_the_program_of_a_file_with_the_new_value() {
    Outcome outcome =
        watched(
            "--watch-signal HUP --file KEY=LEVEL",
            "echo LEVEL=two >app.env; " + until("file two") + "kill -TERM $!; ");

    assertThat(outcome.text()).isEqualTo("level one\nfile two\nended one\ncode 7\n");
  }

  @Test
  void a_program_that_ends_by_itself_is_not_started_again() throws IOException {
    Files.writeString(project.resolve("child"), "echo level $LEVEL; exit 4\n");

    assertThat(watched("", "").text()).isEqualTo("level one\ncode 4\n");
  }

  @Test
  void a_program_that_cannot_be_started_ends_the_watch() {
    assertThat(sh("secrets run --watch -- ./absent").exit()).isEqualTo(127);
  }

  @Test
  void a_program_that_does_not_end_for_its_successor_is_killed_after_the_grace()
      throws IOException {
    Files.writeString(
        project.resolve("child"),
        "[ $LEVEL = two ] || trap '' TERM; echo level $LEVEL; while :; do sleep 0.1; done\n");

    Outcome outcome =
        watched("--grace 1", "echo LEVEL=two >app.env; " + until("level two") + "kill -TERM $!; ");

    assertThat(outcome.text()).isEqualTo("level one\nlevel two\ncode 143\n");
  }

  @Test
  void whoever_ends_the_watch_while_it_replaces_the_program_gets_no_other_one() throws IOException {
    Files.writeString(
        project.resolve("child"),
        """
        trap 'echo asked; sleep 2; exit 7' TERM
        echo level $LEVEL
        while :; do sleep 0.1; done
        """);

    Outcome outcome = watched("", "echo LEVEL=two >app.env; " + until("asked") + "kill -TERM $!; ");

    assertThat(outcome.text()).startsWith("level one\nasked\n").endsWith("code 7\n");
    assertThat(outcome.text()).doesNotContain("level two");
  }

  @Test
  void the_interval_finds_what_no_file_tells() throws IOException {
    Files.writeString(
        project.resolve("secrets.yaml"),
        "version: 1\nenvironments:\n  dev: {}\nbindings:\n  LEVEL: aws:level\n");
    try (var aws = Packaged.emptyAws()) {
      aws.add("level", "one");
      Outcome outcome =
          Packaged.shell(project, aws.environment())
              .run(
                  "-c",
                  watch(
                      "--watch-interval 1",
                      "echo two | secrets set aws:level - >/dev/null; "
                          + until("level two")
                          + "kill -TERM $!; "));

      assertThat(outcome.text()).isEqualTo("level one\nended one\nlevel two\nended two\ncode 7\n");
    }
  }

  @Test
  void a_change_in_a_file_that_proc_wrapper_writes_counts_though_no_variable_carries_it()
      throws IOException {
    Files.writeString(project.resolve("config.json"), "{\"level\":\"one\"}");
    Files.writeString(project.resolve("child"), "cat written; echo; while :; do sleep 0.1; done\n");

    Outcome outcome =
        sh(
            "export TASK_CONFIG=kept PROC_WRAPPER_CONFIG_LOCATIONS=config.json"
                + " PROC_WRAPPER_CONFIG_OUTPUT_FILENAME=written; "
                + "env --default-signal secrets run --watch --proc-wrapper -- sh child >out & "
                + until("one")
                + "printf '{\"level\":\"two\"}' >config.json; "
                + until("two")
                + "kill -TERM $!; wait $!; cat out");

    assertThat(outcome.text()).isEqualTo("{\"level\":\"one\"}\n{\"level\":\"two\"}\n");
  }

  @Test
  void options_of_the_watch_need_it() {
    assertThat(sh("secrets run --watch-interval 1 -- true").exit()).isEqualTo(2);
    assertThat(sh("secrets run --watch-signal HUP -- true").exit()).isEqualTo(2);
    assertThat(sh("secrets run --watch --watch-signal KILL -- true").exit()).isEqualTo(2);
    assertThat(sh("secrets run --watch --ask-vault-pass -- true").exit()).isEqualTo(2);
  }

  private static String until(String line) {
    return UNTIL.formatted(line);
  }

  private Outcome watched(String options, String meanwhile) {
    return sh(watch(options, meanwhile));
  }

  private static String watch(String options, String meanwhile) {
    return "env --default-signal secrets run --watch -e dev "
        + options
        + " -- sh child >out & "
        + until("level one")
        + meanwhile
        + "wait $!; code=$?; cat out; echo code $code";
  }

  private Outcome sh(String script) {
    return Packaged.shell(project, Map.of())
        .feed("".getBytes(StandardCharsets.UTF_8))
        .run("-c", script);
  }
}
