package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that we start at a real terminal, which {@code script} from util-linux provides. */
@Tag(Peers.TAG)
class PseudoTerminalIT {

  @TempDir Path project;

  @BeforeEach
  void sample() {
    Packaged.copyOfSample(project);
  }

  @Test
  void an_interrupt_of_the_terminal_reaches_the_program_once() throws IOException {
    String seen =
        type(
            "trap : INT; secrets run -e dev -- sh child; echo code $?",
            "trap 'echo caught' INT; echo ready; sleep 1; sleep 1; exit 7",
            "\\003");

    assertThat(seen).containsOnlyOnce("caught").contains("code 7");
  }

  @Test
  void a_program_whose_output_is_masked_keeps_its_terminal() throws IOException {
    String seen =
        type(
            "secrets run -e dev --mask -- sh child \"it's\" '$HOME' '*'; echo code $?",
            """
            test -t 0 && test -t 1 && test -t 2 && echo is a terminal
            printf '%s|' "$@"
            echo "level $LOG_LEVEL"
            printf 'ready '
            read answer
            echo "got $answer"
            exit 6
            """,
            "hello\\n");

    assertThat(seen)
        .contains("is a terminal", "it's|$HOME|*|", "level ***", "got hello", "code 6")
        .doesNotContain("level debug");
  }

  @Test
  void an_interrupt_reaches_a_program_whose_output_is_masked() throws IOException {
    String seen =
        type(
            "secrets run -e dev --mask -- sh child; echo code $?",
            "trap 'echo caught; exit 3' INT; echo ready; while :; do sleep 0.1; done",
            "\\003");

    assertThat(seen).containsOnlyOnce("caught").contains("code 3");
  }

  @Test
  void an_interrupt_in_the_editor_is_the_editors() throws IOException {
    String seen =
        type(
            "trap : INT; EDITOR='sh child' secrets edit deploy/vars/prod.yml; echo code $?",
            "trap 'echo caught' INT; echo ready; sleep 1; sleep 1; exit 0",
            "\\003");

    assertThat(seen).containsOnlyOnce("caught").contains("code 0");
  }

  @Test
  void a_job_can_be_stopped_and_brought_back() throws IOException {
    Peers.require("bash");
    String seen =
        type(
            "set -m; secrets run -e dev -- sh child; echo stopped $?; fg >/dev/null; echo code $?",
            "echo ready; i=0; while [ $i -lt 30 ]; do sleep 0.1; i=$((i+1)); done; exit 5",
            "\\032",
            "bash");

    assertThat(seen).contains("stopped 147", "code 5");
  }

  private String type(String script, String child, String keys) throws IOException {
    return type(script, child, keys, "sh");
  }

  /** Runs {@code script} at a terminal, and types {@code keys} once the child says it is ready. */
  private String type(String script, String child, String keys, String shell) throws IOException {
    Peers.require("script");
    Files.writeString(project.resolve("script.sh"), script);
    Files.writeString(project.resolve("child"), child);
    Packaged.shell(project, Map.of())
        .run(
            "-c",
            "{ until grep -q ready typescript; do sleep 0.1; done; printf '"
                + keys
                + "'; timeout 60 sh -c 'until grep -q code typescript; do sleep 0.1; done'; } 2>/dev/null"
                // A build in the background ignores interrupts; no shell below could trap one.
                + " | env --default-signal=INT script -q -f -E always -c '"
                + shell
                + " script.sh' typescript")
        .expectSuccess();
    return Files.readString(project.resolve("typescript"));
  }
}
