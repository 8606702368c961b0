package dev.secrets.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

final class PeersTest {

  private String required = "";

  @BeforeEach
  void remember_what_this_run_requires() {
    required = System.getProperty(Peers.REQUIRED, "");
  }

  @AfterEach
  void restore_what_this_run_requires() {
    System.setProperty(Peers.REQUIRED, required);
  }

  @Test
  void a_missing_tool_skips_the_test_and_says_so() {
    System.setProperty(Peers.REQUIRED, "false");

    assertThatThrownBy(() -> Peers.require("no-such-tool"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("'no-such-tool' is not on the PATH");
  }

  @Test
  void a_missing_tool_fails_the_test_where_peers_are_required() {
    System.setProperty(Peers.REQUIRED, "true");

    assertThatThrownBy(() -> Peers.require("no-such-tool"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("'no-such-tool' is not on the PATH");
  }

  @Test
  void a_command_gets_its_input_its_variables_and_its_directory(@TempDir Path folder) {
    PeerCommand.Outcome outcome =
        Peers.require("sh")
            .in(folder)
            .with("GREETING", "hello")
            .feed("from stdin".getBytes(StandardCharsets.UTF_8))
            .run("-c", "cat; echo \" $GREETING\"; basename \"$PWD\" >&2; exit 3");

    assertThat(outcome.text()).isEqualTo("from stdin hello\n");
    assertThat(outcome.stderr().strip()).isEqualTo(folder.getFileName().toString());
    assertThat(outcome.exit()).isEqualTo(3);
  }

  @Test
  void a_variable_can_be_taken_away() {
    assertThat(Peers.require("sh").without("HOME").run("-c", "echo ${HOME-none}").text())
        .isEqualTo("none\n");
  }

  @Test
  void expecting_success_of_a_failure_shows_what_the_tool_said() {
    PeerCommand.Outcome outcome = Peers.require("sh").run("-c", "echo sorry >&2; exit 1");

    assertThatThrownBy(outcome::expectSuccess)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ended with 1: sorry");
  }
}
