package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.InProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetCommandTest {

  @TempDir Path project;

  @BeforeEach
  void sample() {
    Packaged.copyOfSample(project);
  }

  @Test
  void get_writes_a_whole_encrypted_file_byte_for_byte() throws IOException {
    Outcome outcome = InProcess.in(project).run("get", "file:deploy/vars/prod.yml");

    assertThat(outcome.out()).isEqualTo(Files.readString(project.resolve("expected/prod.yml")));
  }

  @Test
  void get_reads_a_bound_name() {
    Outcome outcome = InProcess.in(project).run("get", "-e", "dev", "LOG_LEVEL");

    assertThat(outcome).isEqualTo(new Outcome(0, "debug", ""));
  }

  @Test
  void get_adds_a_line_end_on_a_terminal_only() {
    Outcome outcome = InProcess.in(project).onTerminal().run("get", "-e", "dev", "LOG_LEVEL");

    assertThat(outcome.out()).isEqualTo("debug\n");
  }

  @Test
  void get_takes_the_environment_from_its_variable() {
    Outcome outcome = InProcess.in(project).with("SECRETS_ENV", "dev").run("get", "LOG_LEVEL");

    assertThat(outcome.out()).isEqualTo("debug");
  }

  @Test
  void get_of_a_name_without_an_environment_is_wrong_usage() {
    Outcome outcome = InProcess.in(project).run("get", "LOG_LEVEL");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("no environment is chosen").contains("name one with -e");
  }

  @Test
  void get_of_an_unbound_name_says_where_to_look() {
    Outcome outcome = InProcess.in(project).run("get", "-e", "dev", "NOPE");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("nothing is bound to 'NOPE' in environment 'dev'")
        .contains("secrets: hint: secrets list -e dev");
  }

  @Test
  void get_of_a_malformed_reference_is_wrong_usage() {
    Outcome outcome = InProcess.in(project).run("get", "aws:");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("Usage: secrets get");
  }

  @Test
  void get_without_a_key_cannot_decrypt() throws IOException {
    Files.delete(project.resolve("deploy/ansible.cfg"));

    Outcome outcome = InProcess.in(project).run("get", "file:deploy/vars/prod.yml");

    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void get_hands_the_key_options_to_the_backends() throws IOException {
    Files.delete(project.resolve("deploy/ansible.cfg"));

    Outcome outcome =
        InProcess.in(project)
            .run(
                "get",
                "--vault-id=payments@deploy/.vault_pass_payments",
                "--vault-password-file",
                "deploy/.vault_pass",
                "file:deploy/vars/prod.yml#/cloudreactor/api_key");

    assertThat(outcome).isEqualTo(new Outcome(0, "crk-FAKE-prod-0002", ""));
  }

  @Test
  void get_asks_for_the_vault_password_when_told_to() throws IOException {
    Files.delete(project.resolve("deploy/ansible.cfg"));

    Outcome outcome =
        InProcess.in(project)
            .answer("sample-default-vault-password")
            .run("get", "--ask-vault-pass", "file:deploy/vars/prod.yml#/cloudreactor/api_key");

    assertThat(outcome.out()).isEqualTo("crk-FAKE-prod-0002");
  }

  @Test
  void get_starts_where_it_is_told() {
    Outcome outcome =
        InProcess.in(project.getParent())
            .run("get", "-C", project.toString(), "-e", "dev", "LOG_LEVEL");

    assertThat(outcome.out()).isEqualTo("debug");
  }
}
