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

/** The prompt at a real terminal, which {@code script} from util-linux provides. */
@Tag(Peers.TAG)
class PromptIT {

  private static final String PASSWORD = "sample-default-vault-password";

  @TempDir Path project;

  @BeforeEach
  void sample() throws IOException {
    Packaged.copyOfSample(project);
    Files.delete(project.resolve("deploy/ansible.cfg"));
  }

  @Test
  void the_prompt_reads_the_terminal_while_standard_input_is_a_pipe() throws IOException {
    atTerminal("echo piped | secrets run --ask-vault-pass -- cat >out");

    assertThat(project.resolve("out")).hasContent("piped\n");
  }

  @Test
  void the_prompt_hides_what_is_typed_and_restores_the_terminal() throws IOException {
    atTerminal("stty -a >before; secrets get file:deploy/vars/prod.yml >out; stty -a >after");

    assertThat(project.resolve("out")).content().contains("crk-FAKE-prod-0002");
    assertThat(project.resolve("typescript")).content().doesNotContain(PASSWORD);
    assertThat(project.resolve("after")).hasSameTextualContentAs(project.resolve("before"));
  }

  /** Runs {@code script} at a terminal and types the password once it is asked for. */
  private void atTerminal(String script) throws IOException {
    Files.writeString(
        project.resolve("secrets.yaml"),
        """
        version: 1
        environments:
          only:
            bindings:
              KEY: file:deploy/vars/prod.yml#/cloudreactor/api_key
        """);
    Files.writeString(project.resolve("script.sh"), script);
    Peers.require("script");
    Packaged.shell(project, Map.of())
        .run(
            "-c",
            "{ until grep -q 'password: ' typescript; do sleep 0.1; done; echo "
                + PASSWORD
                + "; } 2>/dev/null | script -q -f -E always -c 'sh script.sh' typescript")
        .expectSuccess();
  }
}
