package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.cli.CheckedProject.Generation;
import dev.secrets.cli.InProcess.Outcome;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status}, {@code find}, {@code why} and {@code diff}. */
@Tag(Peers.TAG)
class StatusCommandTest {

  @TempDir private Path directory;

  private CheckedProject project;

  @BeforeEach
  void makeProject() {
    project = CheckedProject.make(directory, Generation.A);
  }

  @Test
  void each_state_of_a_file_is_told() throws IOException {
    project.withPassword("FAKE").encrypt(project.vars("prod"));
    project.write(project.vars("leaked"), "cloudreactor: {api_key: FAKE}\n");
    project.git("add", "-f", project.vars("leaked"));
    project.write(project.vars("locked"), "\0GITCRYPT\0 nonce and ciphertext");
    project.write(
        project.vars("mixed"), "cloudreactor:\n  api_key: !vault |\n    $ANSIBLE_VAULT\n");
    project.setUpGitCrypt().write(project.vars("unlocked"), "cloudreactor: {api_key: FAKE}\n");
    project.stage(
        project.vars("unlocked"),
        "\0GITCRYPT\0 nonce and ciphertext".getBytes(StandardCharsets.ISO_8859_1));

    Map<String, String> states = states();

    assertThat(states)
        .containsEntry(project.vars("prod"), "ansible-vault encrypted")
        .containsEntry(project.vars("leaked"), "plaintext tracked")
        .containsEntry(project.vars("locked"), "git-crypt locked")
        .containsEntry(project.vars("mixed"), "plaintext mixed")
        .containsEntry(project.vars("unlocked"), "git-crypt encrypted")
        .containsEntry(project.dotenv("prod"), "plaintext ignored");
  }

  private Map<String, String> states() throws IOException {
    Map<String, String> states = new HashMap<>();
    Outcome outcome = InProcess.in(directory).run("status", "--json");
    for (JsonNode file : new ObjectMapper().readTree(outcome.out()).path("files")) {
      states.put(
          file.path("path").asText(),
          file.path("method").asText() + " " + file.path("state").asText());
    }
    return states;
  }

  @Test
  void the_page_is_complete_in_itself_and_has_names_only() {
    project.append(project.dotenv("prod"), "WITH_MARKUP='<script>alert(1)</script>'\n");

    InProcess.in(directory).run("status", "--html", "status.html");

    assertThat(project.read("status.html"))
        .contains("POSTGRES_SECRETS", "WITH_MARKUP", "</html>")
        .contains(
            "<span class=\"state none\" title=\"file:deploy/files/.env.dev#POSTGRES_SECRETS\"")
        .doesNotContain("<script", "src=", "href=", "url(", "prod-FAKE-key", "crk-FAKE");
  }

  @Test
  void a_name_is_found_in_every_environment_by_a_part_or_a_pattern() {
    Outcome part = InProcess.in(directory).run("find", "postgres");
    Outcome pattern = InProcess.in(directory).run("find", "*_API_KEY");
    Outcome none = InProcess.in(directory).run("find", "*POSTGRES");

    assertThat(part.out().lines()).hasSize(2).allMatch(line -> line.contains("POSTGRES_SECRETS"));
    assertThat(pattern.out().lines()).allMatch(line -> line.contains("PROC_WRAPPER_API_KEY"));
    assertThat(none.exit()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void why_tells_what_a_value_overrode_and_who_could_read_it() {
    project.write("deploy/docker_deploy.prod.env", "AWS_ACCESS_KEY_ID=AKIAI44QH8DHBEXAMPLE\n");

    Outcome outcome = InProcess.in(directory).run("why", "-e", "prod", "AWS_ACCESS_KEY_ID");

    assertThat(outcome.out())
        .contains("file:deploy/docker_deploy.prod.env#AWS_ACCESS_KEY_ID")
        .containsPattern("overrode +file:deploy/docker_deploy.env#AWS_ACCESS_KEY_ID")
        .contains("every user of this machine")
        .doesNotContain("AKIA");
  }

  @Test
  void diff_tells_same_different_and_missing_and_no_values() {
    project.write(project.dotenv("one"), "SAME=FAKE-a\nOTHER=FAKE-b\nHERE=FAKE-c\n");
    project.write(project.dotenv("two"), "SAME=FAKE-a\nOTHER=FAKE-x\nTHERE=FAKE-d\n");

    Outcome outcome = InProcess.in(directory).run("diff", "one", "two");

    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND);
    assertThat(outcome.out())
        .isEqualTo(
            """
            SAME   same
            OTHER  different
            HERE   missing in two
            THERE  missing in one
            """);
    assertThat(InProcess.in(directory).run("diff", "--show", "one", "two").out())
        .contains("FAKE-b  FAKE-x");
  }

  @Test
  void diff_compares_an_environment_with_what_it_was() {
    String local = project.dotenv("dev");
    project.append(local, "NEW=1\n");

    Outcome outcome = InProcess.in(directory).run("diff", "dev@HEAD", "dev");

    assertThat(outcome.out())
        .contains("POSTGRES_SECRETS  same", "NEW               missing in dev@HEAD");
    assertThat(InProcess.in(directory).run("diff", "dev@nothing", "dev").exit())
        .isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void diff_compares_the_fields_of_two_secrets() {
    project
        .write("a.json", "{\"host\": \"x\", \"port\": 1}")
        .write("b.json", "{\"host\": \"x\", \"port\": 2}");

    Outcome outcome = InProcess.in(directory).run("diff", "file:a.json", "file:b.json");

    assertThat(outcome.out()).isEqualTo("host  same\nport  different\n");
  }
}
