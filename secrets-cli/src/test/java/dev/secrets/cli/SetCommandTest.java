package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.InProcess.Outcome;
import dev.secrets.testkit.Canary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetCommandTest {

  private static final String LOG_LEVEL = "file:deploy/files/.env.dev#LOG_LEVEL";

  @TempDir Path project;

  @BeforeEach
  void sample() {
    Packaged.copyOfSample(project);
  }

  @Test
  void set_takes_the_exact_bytes_of_standard_input() {
    byte[] bytes = {0, (byte) 0xff, '\n'};

    Outcome outcome = InProcess.in(project).feed(bytes).run("set", "--exact", "file:new.bin", "-");

    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    assertThat(project.resolve("new.bin")).hasBinaryContent(bytes);
  }

  @Test
  void set_changes_one_field_of_a_name() {
    InProcess.in(project).feed(bytes("trace")).run("set", "-e", "dev", "LOG_LEVEL", "-");

    assertThat(value("LOG_LEVEL")).isEqualTo("trace");
    assertThat(value("DEPLOYMENT")).isEqualTo("dev");
  }

  @Test
  void set_takes_a_file() throws IOException {
    Files.writeString(project.resolve("value"), "warn");

    InProcess.in(project).run("set", LOG_LEVEL, "--from-file", "value");

    assertThat(value("LOG_LEVEL")).isEqualTo("warn");
  }

  @Test
  void set_asks_twice() {
    InProcess.in(project).answer("typed", "typed").run("set", LOG_LEVEL);

    assertThat(value("LOG_LEVEL")).isEqualTo("typed");
  }

  @Test
  void set_changes_nothing_when_the_answers_differ() {
    Canary canary = new Canary();

    Outcome outcome = InProcess.in(project).answer(canary.text(), "other").run("set", LOG_LEVEL);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("differ");
    canary.assertAbsentFrom("standard error", outcome.err());
    assertThat(value("LOG_LEVEL")).isEqualTo("debug");
  }

  @Test
  void set_refuses_a_value_in_the_command_line_without_repeating_it() {
    Canary canary = new Canary();

    Outcome outcome = InProcess.in(project).run("set", LOG_LEVEL, canary.text());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("command line").contains("--from-file");
    canary.assertAbsentFrom("standard error", outcome.err());
  }

  @Test
  void set_repeats_none_of_too_many_arguments() {
    Canary canary = new Canary();

    Outcome outcome =
        InProcess.in(project).run("set", LOG_LEVEL, "-", canary.text(), "-" + canary.text());

    assertThat(outcome.exit()).isEqualTo(2);
    canary.assertAbsentFrom("standard error", outcome.err());
  }

  @Test
  void set_with_create_keeps_what_is_there() {
    Outcome outcome =
        InProcess.in(project).feed(bytes("x")).run("set", "--create", "file:Dockerfile", "-");

    assertThat(outcome.exit()).isEqualTo(7);
  }

  @Test
  void set_with_replace_needs_something_to_replace() {
    Outcome outcome =
        InProcess.in(project).feed(bytes("x")).run("set", "--replace", "file:new", "-");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(project.resolve("new")).doesNotExist();
  }

  @Test
  void set_keeps_an_encrypted_file_encrypted() throws IOException {
    String reference = "file:deploy/vars/prod.yml#/cloudreactor/api_key";

    InProcess.in(project).feed(bytes("changed")).run("set", reference, "-");

    assertThat(project.resolve("deploy/vars/prod.yml")).content().startsWith("$ANSIBLE_VAULT;1.1");
    assertThat(InProcess.in(project).run("get", reference).out()).isEqualTo("changed");
  }

  private String value(String name) {
    return InProcess.in(project).run("get", "-e", "dev", name).out();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
