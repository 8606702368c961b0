package dev.secrets.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

  @TempDir Path directory;

  @Test
  @Tag(Peers.TAG)
  void bash_completes_commands() {
    assertThat(complete("secrets re")).contains("render", "restore", "rekey").doesNotContain("run");
  }

  @Test
  @Tag(Peers.TAG)
  void bash_completes_the_options_of_the_command() {
    assertThat(complete("secrets run --pr"))
        .isEqualTo("--pristine --proc-wrapper --preserve-env\n");
  }

  @Test
  @Tag(Peers.TAG)
  void bash_leaves_the_program_after_the_separator_alone() {
    assertThat(complete("secrets run -- --pr")).isEqualTo("\n");
  }

  @Test
  void environments_come_from_the_files_alone() {
    Packaged.copyOfSample(directory);

    assertThat(InProcess.in(directory).run("completion", "environments").out())
        .contains("dev\n", "prod\n");
  }

  @Test
  void an_unreadable_project_completes_to_nothing() throws IOException {
    Files.writeString(directory.resolve("secrets.yaml"), "$ANSIBLE_VAULT;1.1;AES256\n6162\n");

    InProcess.Outcome outcome = InProcess.in(directory).run("completion", "environments");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out() + outcome.err()).isEmpty();
  }

  @Test
  void every_shell_hears_of_every_command() {
    for (String shell : new String[] {"bash", "zsh", "fish"}) {
      String script = InProcess.in(directory).run("completion", shell).out();
      for (CommandName name : CommandName.values()) {
        assertThat(script).as(shell).contains(name.word());
      }
    }
    assertThat(InProcess.in(directory).run("completion", "csh").exit()).isEqualTo(2);
  }

  private String complete(String line) {
    String script = InProcess.in(directory).run("completion", "bash").out();
    String call =
        "COMP_WORDS=("
            + line
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _secrets;"
            + " echo \"${COMPREPLY[*]}\"";
    return Peers.require("bash").feed((script + call).getBytes(UTF_8)).run().expectSuccess().text();
  }
}
