package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

  @TempDir Path project;

  @BeforeEach
  void sample() {
    Packaged.copyOfSample(project);
  }

  @Test
  void a_line_tells_when_who_what_why_and_how_it_ended() throws IOException {
    command().with("SECRETS_REASON", "ticket 7").run("get", "-e", "dev", "LOG_LEVEL");
    command().run("get", "file:absent");

    assertThat(Files.readAllLines(log()))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "\\{\"schema\":1,\"when\":\"[0-9-]+T[0-9:.]+Z\",\"who\":\"[^\"]+\","
                            + "\"command\":\"get\",\"names\":\\[\"LOG_LEVEL\"\\],"
                            + "\"reason\":\"ticket 7\",\"outcome\":0\\}"),
            line -> assertThat(line).contains("\"names\":[\"file:absent\"]", "\"outcome\":3"));
  }

  @Test
  void the_names_that_a_program_or_file_gets_are_told_and_never_a_value() throws IOException {
    command().run("export", "-e", "dev", "--format", "json");

    assertThat(log()).content().contains("\"LOG_LEVEL\"", "\"POSTGRES_SECRETS\"");
    assertThat(log()).content().doesNotContain("dev-FAKE-pw", "debug");
  }

  @Test
  void the_log_is_for_its_owner() throws IOException {
    command().run("version", "--json");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_log_that_cannot_be_written_stops_the_command() {
    InProcess.Outcome outcome =
        InProcess.in(project)
            .with("SECRETS_AUDIT", "deploy/ansible.cfg/audit")
            .run("get", "-e", "dev", "LOG_LEVEL");

    assertThat(outcome.exit()).isEqualTo(9);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void it_is_off_unless_asked_for_and_lies_with_the_users_state_when_on() {
    InProcess.in(project).with("HOME", project.toString()).run("get", "-e", "dev", "LOG_LEVEL");
    assertThat(project.resolve(".local")).doesNotExist();

    InProcess.in(project)
        .with("HOME", project.toString())
        .with("SECRETS_AUDIT", "on")
        .run("get", "-e", "dev", "LOG_LEVEL");
    assertThat(project.resolve(".local/state/secrets/audit/audit.jsonl")).exists();
  }

  private InProcess command() {
    return InProcess.in(project).with("SECRETS_AUDIT", "audit.jsonl");
  }

  private Path log() {
    return project.resolve("audit.jsonl");
  }
}
