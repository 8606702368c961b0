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
import org.junit.jupiter.params.provider.ValueSource;

/** Values that a program gets as files and pipes, and what is left of them. */
class ValueFilesIT {

  @TempDir Path project;

  @BeforeEach
  void sample() {
    Packaged.copyOfSample(project);
  }

  @Test
  void a_value_as_a_file_is_for_its_owner_and_gone_afterwards() {
    Outcome outcome =
        sh(
            "secrets run -e dev --file KEY=file:deploy/vars/prod.yml#/cloudreactor/api_key"
                + " --file LOG_LEVEL=LOG_LEVEL -- sh -c 'cat $KEY; echo; cat $LOG_LEVEL; echo;"
                + " ls -l $KEY | cut -c -10; echo $KEY >path'; test -e $(cat path) || echo gone");

    assertThat(outcome.text()).isEqualTo("crk-FAKE-prod-0002\ndebug\n-rw-------\ngone\n");
  }

  @Test
  void a_value_as_a_pipe_can_be_read_once() {
    Outcome outcome =
        sh(
            "secrets run -e dev --fifo KEY=LOG_LEVEL -- sh -c 'test -p $KEY && cat $KEY; echo;"
                + " test -e $KEY || echo gone'; secrets run -e dev --file KEY=LOG_LEVEL --fifo"
                + " -- sh -c 'test -p $KEY && cat $KEY'");

    assertThat(outcome.text()).isEqualTo("debug\ngone\ndebug");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void nothing_is_left_of_a_file_or_pipe_when_a_signal_ends_it_all(String signal)
      throws IOException {
    Files.writeString(
        project.resolve("child"),
        "dirname $KEY >room; test -f $KEY && test -p $PIPE && : >started; exec sleep 60\n");

    Outcome outcome =
        sh(
            "env --default-signal secrets run -e dev --file KEY=LOG_LEVEL --fifo PIPE=LOG_LEVEL"
                + " -- sh ./child & while [ ! -e started ]; do sleep 0.1; done; kill -"
                + signal
                + " $!; wait $!; test -e $(cat room) || echo gone");

    assertThat(outcome.text()).isEqualTo("gone\n");
  }

  @Test
  void nothing_is_left_of_a_file_whose_program_is_killed_after_the_grace() throws IOException {
    Files.writeString(
        project.resolve("child"),
        "trap '' TERM; dirname $KEY >room; : >started; while :; do sleep 0.1; done\n");

    Outcome outcome =
        sh(
            "secrets run -e dev --grace 1 --file KEY=LOG_LEVEL -- sh ./child & while [ ! -e started"
                + " ]; do sleep 0.1; done; kill -TERM $!; sleep 0.2; kill -TERM $!; wait $!; echo"
                + " $?; test -e $(cat room) || echo gone");

    assertThat(outcome.text()).isEqualTo("137\ngone\n");
  }

  private Outcome sh(String script) {
    return Packaged.shell(project, Map.of())
        .feed("".getBytes(StandardCharsets.UTF_8))
        .run("-c", script);
  }
}
