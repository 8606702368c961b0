package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand.Outcome;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code secrets run} as the first process of a container, whom every orphan falls to. */
class FirstProcessIT {

  private static final String CONTAINER = "unshare --fork --pid --mount-proc ";

  /** Two orphans that end at once; what is dead and not buried is looked for up to a minute. */
  private static final String CHILD =
      """
      trap 'echo caught; exit 9' TERM
      sh -c 'sleep 0.1 & sleep 0.2 & exit'
      sleep 0.5
      echo first process $(tr '\\0' '\\n' </proc/1/cmdline | grep -c dev.secrets.cli.Main)
      i=0
      while [ $i -lt 120 ] && grep -qs '^State:.Z' /proc/[0-9]*/status; do
        sleep 0.5
        i=$((i+1))
      done
      [ $i -lt 120 ] && echo all buried
      : >started
      while :; do sleep 0.1; done
      """;

  @TempDir Path project;

  @BeforeEach
  void container() throws IOException {
    Peers.require("unshare");
    Assumptions.assumeTrue(
        sh(CONTAINER + "true 2>/dev/null").exit() == 0, "no new process space can be made here");
    Packaged.copyOfSample(project);
    Files.writeString(project.resolve("child"), CHILD);
  }

  @Test
  void orphans_are_buried_and_signals_reach_the_program() {
    assertThat(contained("run -e dev")).isEqualTo("first process 1\nall buried\ncaught\n9\n");
  }

  @Test
  void a_watched_program_has_no_dead_beside_it_either() {
    assertThat(contained("run -e dev --watch"))
        .isEqualTo("first process 1\nall buried\ncaught\n9\n");
  }

  private String contained(String command) {
    return sh(CONTAINER
            + "env secrets "
            + command
            + " -- sh ./child &\nwhile [ ! -e started ]; do sleep 0.1; done\n"
            + "kill -TERM $(cat /proc/$!/task/$!/children); wait $!; echo $?")
        .text();
  }

  private Outcome sh(String script) {
    return Packaged.shell(project, Map.of())
        .feed("".getBytes(StandardCharsets.UTF_8))
        .run("-c", script);
  }
}
