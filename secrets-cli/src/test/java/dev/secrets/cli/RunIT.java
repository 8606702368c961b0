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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code secrets run} with real programs. */
class RunIT {

  @TempDir Path project;

  @BeforeEach
  void sample() {
    Packaged.copyOfSample(project);
  }

  @Test
  void run_hands_arguments_on_untouched() {
    String[] odd = {"a b", "", "line\nend", "*", "@x", "${HOME}", "$(true)", "'\"\\", "--", "ä€😀"};
    String[] line = new String[odd.length + 6];
    System.arraycopy(new String[] {"run", "-e", "dev", "--", "printf", "%s|"}, 0, line, 0, 6);
    System.arraycopy(odd, 0, line, 6, odd.length);

    Outcome outcome =
        Packaged.secrets(project, Map.of()).with("LC_ALL", "C").run(line).expectSuccess();

    assertThat(outcome.text()).isEqualTo(String.join("|", odd) + "|");
  }

  @Test
  void run_refuses_an_argument_that_it_cannot_hand_on_untouched() {
    Outcome outcome = sh("secrets run -e dev -- echo \"$(printf '\\377')\"");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.stdout()).isEmpty();
  }

  @Test
  void run_leaves_standard_input_to_the_program() {
    byte[] bytes = {0, (byte) 0xff, '\n', 'x'};

    Outcome outcome =
        Packaged.secrets(project, Map.of()).feed(bytes).run("run", "-e", "dev", "--", "cat");

    assertThat(outcome.stdout()).isEqualTo(bytes);
  }

  @Test
  void run_adds_the_runtime_secrets_to_the_environment() {
    Outcome outcome =
        sh(
            "INHERITED=yes LOG_LEVEL=before secrets run -e dev -- env | sort | grep -E"
                + " '^(INHERITED|LOG_LEVEL|AWS_ACCESS_KEY_ID|LC_ALL)='");

    assertThat(outcome.text()).isEqualTo("INHERITED=yes\nLOG_LEVEL=debug\n");
  }

  @Test
  void run_injects_the_deployment_secrets_instead_when_asked() {
    Outcome outcome =
        sh("secrets run -e dev --deployment -- env | grep -E '^(LOG_LEVEL|AWS_ACCESS_KEY_ID)='");

    assertThat(outcome.text()).isEqualTo("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n");
  }

  @Test
  void run_gives_the_program_the_locale_as_it_was() {
    Outcome outcome =
        sh(
            "LC_ALL=C secrets run -e dev -- sh -c 'echo $LC_ALL'; "
                + "unset LC_ALL; LANG=C secrets run -e dev -- sh -c 'echo ${LC_ALL-unset}'");

    assertThat(outcome.text()).isEqualTo("C\nunset\n");
  }

  @ParameterizedTest
  @CsvSource({
    "sh -c 'exit 7',        7",
    "sh -c 'kill -TERM $$', 143",
    "sh -c 'kill -KILL $$', 137",
    "./deploy,              126",
    "./Dockerfile,          126",
    "./nonexistent,         127",
    "nonexistent,           127"
  })
  void run_ends_as_its_program_does(String program, int exit) {
    assertThat(sh("secrets run -e dev -- " + program).exit()).isEqualTo(exit);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129", "USR1, 138", "USR2, 140"})
  void run_forwards_signals(String signal, int exit) throws IOException {
    Outcome outcome = signalled(signal, "exec sleep 60");

    assertThat(outcome.text()).isEqualTo(exit + "\n");
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT", "HUP", "USR1", "USR2", "WINCH", "CONT"})
  void run_waits_for_a_program_that_handles_a_signal(String signal) throws IOException {
    Outcome outcome =
        signalled(signal, "trap 'echo caught; exit 9' " + signal + "; while :; do sleep 0.1; done");

    assertThat(outcome.text()).isEqualTo("caught\n9\n");
  }

  @Test
  void run_stops_and_goes_on_with_its_program() throws IOException {
    Files.writeString(
        project.resolve("child"),
        """
        trap 'echo stopped' TSTP
        trap 'echo continued; exit 9' CONT
        : >started
        while :; do sleep 0.1; done
        """);

    Outcome outcome =
        sh(
            "env --default-signal secrets run -e dev -- sh ./child >out &\n"
                + "while [ ! -e started ]; do sleep 0.1; done\n"
                + "kill -TSTP $!; until grep -q stopped out; do sleep 0.1; done\n"
                + "kill -CONT $!; wait $!; code=$?; cat out; echo $code");

    assertThat(outcome.text()).isEqualTo("stopped\ncontinued\n9\n");
  }

  @Test
  void a_second_TERM_kills_a_program_that_does_not_end() throws IOException {
    Files.writeString(project.resolve("child"), "trap '' TERM; : >started; exec sleep 60\n");

    Outcome outcome =
        sh(
            "env --default-signal secrets run --grace 1 -e dev -- sh ./child &\n"
                + "while [ ! -e started ]; do sleep 0.1; done\n"
                + "kill -TERM $!; sleep 0.5; kill -TERM $!; wait $!; echo $?");

    assertThat(outcome.text()).isEqualTo("137\n");
  }

  @Test
  void pristine_gives_the_secrets_alone() {
    Outcome outcome = sh("secrets run -e dev --pristine --only LOG_LEVEL,DEPLOYMENT -- env | sort");

    assertThat(outcome.text()).isEqualTo("DEPLOYMENT=dev\nLOG_LEVEL=debug\n");
  }

  @Test
  void a_name_that_is_left_out_is_taken_away_where_it_is_inherited() {
    String script = "LOG_LEVEL=before PLAIN=before secrets run -e dev %s -- env | grep -c =before";

    assertThat(sh(script.formatted("--except LOG_LEVEL")).text()).isEqualTo("1\n");
    assertThat(sh(script.formatted("--except LOG_LEVEL,PLAIN")).text()).isEqualTo("0\n");
    assertThat(sh(script.formatted("--only DEPLOYMENT")).text()).isEqualTo("1\n");
  }

  @Test
  void preserve_env_lets_the_variable_win() {
    assertThat(sh("LOG_LEVEL=mine secrets run -e dev --preserve-env -- sh -c 'echo $LOG_LEVEL'"))
        .extracting(Outcome::text)
        .isEqualTo("mine\n");
  }

  @Test
  void a_masked_program_shows_no_secret_however_it_writes_it() {
    Outcome outcome =
        sh(
            "secrets run -e dev --mask -- sh -c 'printf %s de; sleep 0.5; echo bug;"
                + " printf $LOG_LEVEL | base64; printf $LOG_LEVEL | od -An -tx1 | tr -d \" \";"
                + " echo $LOG_LEVEL >&2; exit 4'");

    assertThat(outcome.exit()).isEqualTo(4);
    assertThat(outcome.text()).isEqualTo("***\n***\n***\n");
    assertThat(outcome.stderr()).isEqualTo("***\n");
  }

  @Test
  void output_is_masked_by_default_where_builds_run() {
    String script = "CI=%s secrets run -e dev %s -- sh -c 'echo $LOG_LEVEL'";

    assertThat(sh(script.formatted("true", "")).text()).isEqualTo("***\n");
    assertThat(sh(script.formatted("true", "--no-mask")).text()).isEqualTo("debug\n");
    assertThat(sh(script.formatted("", "")).text()).isEqualTo("debug\n");
  }

  @Test
  void masking_does_not_wait_for_what_the_program_left_running() {
    Outcome outcome = sh("secrets run -e dev --mask -- sh -c 'sleep 60 & echo done'");

    assertThat(outcome.text()).isEqualTo("done\n");
  }

  /** What a shell starts in the background ignores interrupts unless {@code env} undoes that. */
  private Outcome signalled(String signal, String program) throws IOException {
    Files.writeString(project.resolve("child"), ": >started\n" + program + "\n");
    return sh(
        "env --default-signal secrets run -e dev -- sh ./child &\n"
            + "while [ ! -e started ]; do sleep 0.1; done\n"
            + "sleep 0.2\n"
            + "kill -"
            + signal
            + " $!\n"
            + "wait $!\n"
            + "echo $?");
  }

  private Outcome sh(String script) {
    return Packaged.shell(project, Map.of())
        .feed("".getBytes(StandardCharsets.UTF_8))
        .run("-c", script);
  }
}
