package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.CheckedProject.Generation;
import dev.secrets.cli.InProcess.Outcome;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import dev.secrets.testkit.aws.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --aws} and {@code scan --aws}, which ask AWS for what the environments bind. */
@Tag(Peers.TAG)
class CheckAwsTest {

  private static final String SUFFIX = "Zx1cV2";
  private static final String PASSWORD = "prod-FAKE-kept-in-aws";
  private static final String POSTGRES =
      "{\"dbname\": \"harbor\", \"password\": \"%s\", \"port\": \"5432\"}".formatted(PASSWORD);

  @TempDir private Path directory;

  private CheckedProject project;
  private FakeSecretsManager aws;

  @BeforeEach
  void makeProject() {
    project = CheckedProject.make(directory, Generation.A);
    aws = FakeSecretsManager.builder().account("123456789012").start();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void what_is_sound_has_no_findings() {
    keep("postgres", POSTGRES, SUFFIX);

    assertThat(check().out()).isEqualTo("no findings\n");
    assertThat(aws.calls()).isNotEmpty();
  }

  @Test
  void aws_is_asked_only_when_that_is_wanted() {
    run("check");
    run("scan");

    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void an_arn_that_leads_to_nothing_is_found() {
    Outcome outcome = check();

    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND);
    assertThat(outcome.out())
        .contains("deploy/vars/prod.yml:7:", "error: P14 'POSTGRES_SECRETS' leads to nothing");
  }

  @Test
  void the_arn_of_a_secret_that_was_made_anew_leads_to_nothing() {
    keep("postgres", POSTGRES, "Ne3Wsx");

    assertThat(check().out()).contains("P14 'POSTGRES_SECRETS' leads to nothing");
  }

  @Test
  void a_secret_that_may_not_be_read_is_found() {
    keep("postgres", POSTGRES, SUFFIX);
    aws.inject(Fault.accessDenied());

    Outcome outcome = check();

    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND);
    assertThat(outcome.out()).contains("P17 'POSTGRES_SECRETS' may not be read");
  }

  @Test
  void another_shape_than_on_ones_own_machine_is_found_field_by_field() {
    keep("postgres", POSTGRES.replace("\"5432\"", "5432").replace("dbname", "database"), SUFFIX);

    assertThat(check().out())
        .contains(
            "P8 'POSTGRES_SECRETS' of 'prod' has another shape than in 'dev': lacks 'dbname'",
            "'port' is a number instead of text",
            "has 'database' besides")
        .doesNotContain(PASSWORD);
  }

  @Test
  void an_api_key_that_is_an_object_is_found() {
    project.write(
        project.vars("prod"),
        project
            .prodVars(CheckedProject.ARN.formatted("api_key"))
            .replace("POSTGRES_SECRETS", "PROC_WRAPPER_API_KEY"));
    project.write(project.dotenv("prod"), "").ownerOnly(project.dotenv("prod"));
    keep("api_key", "{\"key\": \"prod-FAKE\"}", SUFFIX);

    assertThat(check().out()).contains("P19 'PROC_WRAPPER_API_KEY' is to be a bare text");
  }

  @Test
  void the_value_of_prod_is_found_again_in_dev() {
    keep("postgres", CheckedProject.POSTGRES.formatted("harbor", "dev"), SUFFIX);

    assertThat(check().out())
        .contains("P31 'POSTGRES_SECRETS.password' has the same value in 'prod' and 'dev'")
        .doesNotContain("FAKE");
  }

  @Test
  void a_value_that_is_kept_in_aws_is_found_in_the_work_tree() {
    keep("postgres", POSTGRES, SUFFIX);
    byte[] bytes = PASSWORD.getBytes(StandardCharsets.UTF_8);
    project.write("src/leak.py", "\n" + Base64.getEncoder().encodeToString(bytes) + "\n");

    Outcome offline = run("scan");
    Outcome outcome = run("scan", "--aws");

    assertThat(offline.exit()).isEqualTo(ExitCode.DONE);
    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND);
    assertThat(outcome.out())
        .contains("src/leak.py:2: the value of 'POSTGRES_SECRETS.password' of 'prod'")
        .doesNotContain(PASSWORD);
  }

  @Test
  void what_aws_does_not_give_is_told_and_the_rest_is_looked_for() {
    aws.inject(Fault.htmlPage());
    project.write("src/leak.py", "prod-FAKE-key");

    Outcome outcome = run("scan", "--aws");

    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND);
    assertThat(outcome.out()).contains("src/leak.py:1");
    assertThat(outcome.err()).contains("CloudReactor/prod/common/postgres");
  }

  private void keep(String name, String value, String suffix) {
    String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
    aws.seed(
        "{\"secrets\": [{\"name\": \"CloudReactor/prod/common/%s\", \"suffix\": \"%s\", \"string\": \"%s\"}]}"
            .formatted(name, suffix, quoted));
  }

  private Outcome check() {
    return run("check", "--aws");
  }

  private Outcome run(String... words) {
    InProcess command =
        InProcess.in(directory)
            .with("HOME", directory.resolve("build").toString())
            .with("PATH", System.getenv("PATH"));
    aws.environment().forEach(command::with);
    return command.run(words);
  }
}
