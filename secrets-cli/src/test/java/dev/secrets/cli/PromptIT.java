package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand.Outcome;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt at a real terminal, which {@code script} from util-linux provides. */
@Tag(Peers.TAG)
class PromptIT {

  @TempDir Path project;

  @BeforeEach
  void sample() throws IOException {
    Sample.copyTo(project);
    Files.delete(project.resolve("deploy/ansible.cfg"));
  }

  @Test
  void the_prompt_reads_the_terminal_while_standard_input_is_a_pipe() throws IOException {
    Outcome outcome =
        typed(
            "sample-default-vault-password\n",
            "echo piped | secrets run --ask-vault-pass -e prod2 -- cat >out; stty -a >mode");

    assertThat(Files.readString(project.resolve("out")))
        .as(outcome.toString())
        .isEqualTo("piped\n");
  }

  @Test
  void the_prompt_hides_what_is_typed_and_restores_the_terminal() throws IOException {
    Outcome outcome =
        typed(
            "sample-default-vault-password\n",
            "secrets get file:deploy/vars/prod.yml >out; stty -a >mode");

    assertThat(outcome.text()).contains("password").doesNotContain("sample-default");
    assertThat(Files.readString(project.resolve("out"))).contains("crk-FAKE-prod-0002");
    assertThat(Files.readString(project.resolve("mode"))).containsPattern("(?<!-)echo ");
  }

  /** Types {@code input} at a terminal once something asks for it. */
  private Outcome typed(String input, String script) throws IOException {
    Files.writeString(
        project.resolve("secrets.yaml"),
        """
        version: 1
        environments:
          prod2:
            bindings:
              KEY: file:deploy/vars/prod.yml#/cloudreactor/api_key
        """);
    Files.writeString(project.resolve("script.sh"), script);
    return Distribution.program("script", project)
        .feed(input.getBytes(StandardCharsets.UTF_8))
        .run("-q", "-e", "-E", "never", "-c", "sh script.sh", "/dev/null");
  }
}
