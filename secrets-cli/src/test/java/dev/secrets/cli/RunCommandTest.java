package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.InProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a program from being started; {@link RunIT} starts some. */
class RunCommandTest {

  @TempDir Path project;

  @BeforeEach
  void sample() throws IOException {
    Packaged.copyOfSample(project);
    Files.writeString(program(), "#!/bin/sh\n: >" + project.resolve("started") + "\n");
    assertThat(program().toFile().setExecutable(true)).isTrue();
  }

  @Test
  void run_starts_nothing_when_a_secret_is_missing() throws IOException {
    manifest("THERE: env:THERE\n  ABSENT: env:ABSENT\n  GONE: env:GONE");

    Outcome outcome = run();

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("'ABSENT'").contains("'GONE'").doesNotContain("'THERE'");
  }

  @Test
  void run_starts_nothing_when_a_secret_cannot_be_decrypted() throws IOException {
    Files.delete(project.resolve("deploy/ansible.cfg"));
    manifest("KEY: file:deploy/vars/prod.yml#/cloudreactor/api_key");

    assertThat(run().exit()).isEqualTo(5);
  }

  @Test
  void run_names_every_secret_that_cannot_be_a_variable() throws IOException {
    Files.write(project.resolve("nul"), new byte[] {'a', 0, 'b'});
    Files.write(project.resolve("binary"), new byte[] {(byte) 0xff});
    manifest("NUL: file:nul\n  BINARY: file:binary\n  \"no-name\": env:THERE");

    Outcome outcome = run();

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("'NUL'", "'BINARY'", "'no-name'");
  }

  @Test
  void run_refuses_a_name_that_means_two_things() throws IOException {
    Files.writeString(
        project.resolve("secrets.yaml"),
        """
        version: 1
        layout: true
        environments:
          dev:
            bindings:
              AWS_ACCESS_KEY_ID: env:THERE
        """);

    Outcome outcome =
        InProcess.in(project)
            .with("THERE", "there")
            .run("run", "-e", "dev", "--runtime", "--deployment", "--", program().toString());

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("'AWS_ACCESS_KEY_ID' has one value at run time and another");
  }

  @Test
  void a_name_that_is_chosen_and_not_bound_starts_nothing() throws IOException {
    manifest("THERE: env:THERE");

    assertThat(run("--only", "THERE,TEHRE").err()).contains("nothing is bound to 'TEHRE'");
    assertThat(run("--except", "TEHRE").exit()).isEqualTo(3);
  }

  @Test
  void only_what_is_chosen_must_be_there() throws IOException {
    manifest("THERE: env:THERE\n  ABSENT: env:ABSENT\n  GONE: env:GONE");

    Outcome outcome = run("--except", "ABSENT", "--allow-missing", "THERE");

    assertThat(outcome.err()).contains("'GONE'").doesNotContain("'ABSENT'");
  }

  @Test
  void a_file_that_cannot_be_had_starts_nothing() throws IOException {
    manifest("THERE: env:THERE");

    assertThat(run("--file", "KEY=file:absent").exit()).isEqualTo(3);
    assertThat(run("--file", "not/a/name=THERE").exit()).isEqualTo(2);
    assertThat(run("--pristine", "--preserve-env").exit()).isEqualTo(2);
    assertThat(run("--mask", "--no-mask").exit()).isEqualTo(2);
    assertThat(run("--pristine", "--proc-wrapper").exit()).isEqualTo(2);
  }

  @Test
  void what_is_no_number_is_refused_with_the_name_of_its_option() {
    Outcome outcome = run("--grace", "0");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("'--grace' takes a whole number above 0");
  }

  @Test
  void run_without_a_program_is_wrong_usage() {
    Outcome outcome = InProcess.in(project).run("run", "-e", "dev", "--");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("Usage: secrets run");
  }

  @Test
  void run_wants_the_separator_before_the_program() {
    Outcome outcome = InProcess.in(project).run("run", "-e", "dev", "true");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("stand after --");
  }

  private Outcome run(String... options) {
    String[] line = new String[options.length + 3];
    line[0] = "run";
    System.arraycopy(options, 0, line, 1, options.length);
    line[options.length + 1] = "--";
    line[options.length + 2] = program().toString();
    Outcome outcome = InProcess.in(project).with("THERE", "x").run(line);
    assertThat(project.resolve("started")).doesNotExist();
    return outcome;
  }

  /** Leaves a trace if it is started. */
  private Path program() {
    return project.resolve("program");
  }

  private void manifest(String bindings) throws IOException {
    Files.writeString(
        project.resolve("secrets.yaml"),
        "version: 1\nenvironments:\n  only: {}\nbindings:\n  " + bindings + "\n");
  }
}
