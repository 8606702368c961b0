package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate}, between all methods. */
class MigrationTest {

  private static final String PROD = "deploy/vars/prod.yml";
  private static final String SETTING =
      "file:" + PROD + "#/task_name_to_env_config/nightly_report/env/SMTP_PASSWORD";

  @TempDir Path folder;
  private MoveProject project;
  private FakeSecretsManager aws;

  @BeforeEach
  void begin() throws IOException {
    aws = Packaged.aws();
    project = MoveProject.in(folder).with(aws);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void any_bytes_go_round_through_all_methods_and_come_back() throws IOException {
    Map<String, byte[]> values = values();
    for (Map.Entry<String, byte[]> value : values.entrySet()) {
      Files.write(project.root.resolve(value.getKey()), value.getValue());
    }
    String[] files = values.keySet().toArray(String[]::new);

    migrate("ansible-vault", files);
    assertThat(values.keySet()).allMatch(this::isVault);
    migrate("git-crypt", files);
    assertThat(values.keySet()).allMatch(project::isCiphertext);
    migrate("ansible-vault", files);
    assertThat(values.keySet()).allMatch(this::isVault);
    project.git("rm", "-q", "-f", "--cached", "a.bin", "b.txt", "c.bin", "d.bin", "e.txt");
    migrate("plaintext", files);

    for (Map.Entry<String, byte[]> value : values.entrySet()) {
      assertThat(project.bytes(value.getKey())).isEqualTo(value.getValue());
      throughAws(value.getKey(), value.getValue());
    }
  }

  private void throughAws(String file, byte[] value) throws IOException {
    InProcess.Outcome outcome =
        project.run("migrate", file, "--to", "aws:moved/" + file, "--apply");
    if (value.length == 0) {
      assertThat(outcome.exit()).isEqualTo(6);
      assertThat(outcome.err()).contains("1 to 65536 bytes");
      assertThat(project.root.resolve(file)).exists();
      return;
    }
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(project.root.resolve(file)).doesNotExist();

    project.done("migrate", "aws:moved/" + file, "--to", "file:" + file, "--apply");

    assertThat(project.bytes(file)).isEqualTo(value);
  }

  @Test
  void too_much_for_aws_is_refused_before_anything_changes() throws IOException {
    Files.write(project.root.resolve("big"), new byte[65_537]);

    InProcess.Outcome outcome = project.run("migrate", "big", "--to", "aws:big");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(project.root.resolve("big")).exists();
  }

  @Test
  void inline_values_become_a_whole_file_and_a_whole_file_inline_values() throws IOException {
    String key = "file:deploy/vars/qa.yml#/cloudreactor/api_key";
    String before = project.done("get", key);

    migrate("ansible-vault", "deploy/vars/qa.yml");
    assertThat(isVault("deploy/vars/qa.yml")).isTrue();
    assertThat(project.done("get", key)).isEqualTo(before);

    migrate("ansible-vault", key);
    assertThat(project.text("deploy/vars/qa.yml"))
        .contains("api_key: !vault |", "GATEWAY_TOKEN: \"qa-FAKE-gateway-token\"");
    assertThat(project.done("get", key)).isEqualTo(before);
  }

  @Test
  void an_env_value_becomes_a_secret_of_its_task_and_can_be_taken_back() throws IOException {
    byte[] before = project.bytes(PROD);

    migrate("aws", SETTING);
    assertThat(project.done("get", "-e", "prod", "--task", "nightly_report", "SMTP_PASSWORD"))
        .isEqualTo("p@ss: with 'quotes' and # hash");
    assertThat(project.done("view", PROD)).doesNotContain("p@ss");

    project.done("undo");
    assertThat(project.bytes(PROD)).isEqualTo(before);
    migrate("aws", SETTING);
  }

  @Test
  void what_ecs_would_refuse_is_refused_beforehand() throws IOException {
    Map<String, String> before = project.snapshot();

    InProcess.Outcome outcome =
        project.run("migrate", "-e", "prod", "SMTP_PASSWORD", "--to", "aws", "--apply");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("as a secret and in its env");
    assertThat(project.snapshot()).isEqualTo(before);
    assertThat(project.run("get", "aws:CloudReactor/prod/common/smtp_password").exit())
        .isEqualTo(3);
  }

  @Test
  void another_value_at_the_place_is_never_replaced() throws IOException {
    Map<String, String> before = project.snapshot();

    InProcess.Outcome outcome =
        project.run(
            "migrate",
            "file:deploy/files/.env.staging#LOG_LEVEL",
            "--to",
            "aws:CloudReactor/prod/common/postgres",
            "--apply");

    assertThat(outcome.exit()).isEqualTo(7);
    assertThat(project.snapshot()).isEqualTo(before);
  }

  @Test
  void references_in_the_project_follow() throws IOException {
    Files.writeString(project.root.resolve("db.json"), "{\"password\": \"FAKE\"}");
    Files.writeString(
        project.root.resolve("secrets.yaml"),
        "version: 1\nlayout: true\nbindings:\n  DB: file:db.json\n");
    Files.writeString(project.root.resolve("app.properties"), "db=${secret:file:db.json}\n");
    project.git("add", "app.properties");

    project.done("migrate", "db.json", "--to", "aws:app/db", "--apply");

    assertThat(project.text("secrets.yaml")).contains("DB: aws:app/db\n");
    assertThat(project.text("app.properties")).isEqualTo("db=${secret:aws:app/db}\n");
    assertThat(project.done("get", "-e", "prod", "DB")).contains("FAKE");
  }

  @Test
  void what_compose_reads_is_not_put_into_an_envelope() {
    InProcess.Outcome outcome =
        project.run("migrate", "deploy/docker_deploy.env", "--to", "ansible-vault", "--apply");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("Docker Compose");
  }

  @Test
  void neither_a_plan_nor_what_is_kept_for_undoing_shows_a_value() throws IOException {
    String secret = "p@ss: with 'quotes' and # hash";

    assertThat(project.done("migrate", SETTING, "--to", "aws", "--json")).doesNotContain("p@ss");
    migrate("aws", SETTING);
    project.done(
        "migrate",
        "deploy/files/.env.staging",
        "--to",
        "ansible-vault",
        "--apply",
        "--encrypt-vault-id",
        "default");

    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(secret, "FEATURE_NEW_LAYOUT");
      }
    }
  }

  private void migrate(String method, String... sources) {
    Stream<String> options = Stream.of("--to", method, "--apply", "--encrypt-vault-id", "default");
    project.done(
        Stream.of(Stream.of("migrate"), Stream.of(sources), options)
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private boolean isVault(String file) {
    try {
      return project.text(file).startsWith("$ANSIBLE_VAULT;");
    } catch (IOException failure) {
      return false;
    }
  }

  private static Map<String, byte[]> values() {
    byte[] big = new byte[65_536];
    new Random(7).nextBytes(big);
    Map<String, byte[]> values = new LinkedHashMap<>();
    values.put("a.bin", new byte[] {0, -1, 13, 10, 26, 0});
    values.put("b.txt", "one\r\ntwo\n\n  three".getBytes(StandardCharsets.UTF_8));
    values.put("c.bin", big);
    values.put("d.bin", new byte[0]);
    values.put("e.txt", new byte[] {(byte) 0xe9, 't', (byte) 0xe9});
    return values;
  }
}
