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
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void run_forwards_signals(String signal, int exit) throws IOException {
    Outcome outcome = signalled(signal, "exec sleep 60");

    assertThat(outcome.text()).isEqualTo(exit + "\n");
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT", "HUP"})
  void run_waits_for_a_program_that_handles_a_signal(String signal) throws IOException {
    Outcome outcome =
        signalled(signal, "trap 'echo caught; exit 9' " + signal + "; while :; do sleep 0.1; done");

    assertThat(outcome.text()).isEqualTo("caught\n9\n");
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
