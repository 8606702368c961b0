package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line that shows how far a long work has come, at a real terminal and elsewhere. */
@Tag(Peers.TAG)
class ProgressIT {

  /** Work that takes long on every machine: a git that hesitates before it tells the rest. */
  private static final String SLOW =
      """
      real=$(command -v git)
      mkdir bin && cat >bin/git <<END
      #!/bin/sh
      case "\\$*" in
        *cat-file*--buffer*) "$real" "\\$@" | { dd bs=1 count=40 2>/dev/null; sleep 2; cat; } ;;
        *) exec "$real" "\\$@" ;;
      esac
      END
      chmod +x bin/git; PATH=$PWD/bin:$PATH
      git init -q .; git config user.name x; git config user.email x@example.invalid
      for i in 1 2 3 4 5 6 7 8 9; do echo $i >f$i; done
      printf 'version: 1\nenvironments:\n  dev: {}\n' >secrets.yaml
      git add f* && git commit -q -m first
      """;

  private static final String SCAN = "secrets scan --history";

  @TempDir Path directory;

  @Test
  void a_person_sees_long_work_going_on_and_nothing_of_it_afterwards() throws IOException {
    String seen = typescript(SLOW + SCAN + "; echo code $?");

    assertThat(seen).containsPattern("\\[#*\\.+] \\d+ of 10 objects").contains("code 0");
    assertThat(seen.substring(seen.lastIndexOf("objects") + 7)).matches("(?s)\\r +\\r0 found.*");
  }

  @Test
  void a_terminal_that_cannot_go_back_in_its_line_shows_none() throws IOException {
    assertThat(typescript(SLOW + "TERM=dumb " + SCAN + "; echo code $?"))
        .contains("code 0")
        .doesNotContain("of 10");
  }

  @Test
  void a_log_shows_none() throws IOException {
    assertThat(typescript(SLOW + SCAN + " 2>log; echo code $?; cat log"))
        .contains("code 0")
        .doesNotContain("of 10");
  }

  @Test
  void nothing_is_coloured_at_a_terminal() throws IOException {
    Packaged.copyOfSample(directory);

    assertThat(
            typescript(
                "secrets status; secrets check; secrets help run; secrets get; secrets scan"))
        .contains("Usage: secrets get")
        .doesNotContain("\033[");
  }

  private String typescript(String script) throws IOException {
    Peers.require("script");
    Files.writeString(directory.resolve("script.sh"), script);
    Packaged.shell(directory, Map.of("TERM", "xterm"))
        .run("-c", "script -q -E always -c 'sh script.sh' typescript </dev/null")
        .expectSuccess();
    return Files.readString(directory.resolve("typescript"));
  }
}
