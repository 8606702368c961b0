package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init}, on the sample project in its initial state. */
class InitTest {

  private static final String[] VAULT = {
    "init", "--method", "ansible-vault", "--encrypt-vault-id", "default"
  };
  private static final String NOTHING = "nothing to do: everything is as it should be\n";

  @TempDir Path folder;
  private MoveProject project;

  @BeforeEach
  void begin() throws IOException {
    project = MoveProject.in(folder);
  }

  @Test
  void ansible_vault_tracks_ciphertext_and_leaves_what_compose_reads_ignored() throws IOException {
    project.done(VAULT);

    for (String file : List.of("deploy/vars/staging.yml", "deploy/files/.env.staging")) {
      assertThat(new String(project.stored(file))).startsWith("$ANSIBLE_VAULT;");
    }
    assertThat(project.git("ls-files", "deploy").text())
        .doesNotContain("docker_deploy", ".vault_pass");
    assertThat(project.text(".gitignore"))
        .contains("\ndeploy/docker_deploy.env\n", "\n#deploy/vars/*.yml\n", "deploy/.vault_pass\n");
    assertThat(Files.getPosixFilePermissions(project.root.resolve("deploy/.vault_pass")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(project.done(VAULT)).isEqualTo(NOTHING);
  }

  @Test
  void ansible_vault_makes_a_password_file_where_there_is_none() throws IOException {
    for (String encrypted :
        List.of("vars/prod.yml", "vars/payments.yml", "vars/qa.yml", "files/.env.prod")) {
      Files.delete(project.root.resolve("deploy").resolve(encrypted));
    }
    Files.delete(project.root.resolve("deploy/.vault_pass"));
    Files.delete(project.root.resolve("deploy/.vault_pass_payments"));
    Files.writeString(
        project.root.resolve("deploy/ansible.cfg"),
        "[defaults]\ninventory = inventory\n#vault_password_file = ./.vault_pass\n");
    String plaintext = project.text("deploy/vars/staging.yml");

    project.done("init", "--method", "ansible-vault");

    assertThat(project.text("deploy/ansible.cfg"))
        .isEqualTo("[defaults]\ninventory = inventory\nvault_password_file = ./.vault_pass\n");
    assertThat(Files.getPosixFilePermissions(project.root.resolve("deploy/.vault_pass")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(project.git("check-ignore", "deploy/.vault_pass").exit()).isZero();
    assertThat(project.done("view", "deploy/vars/staging.yml")).isEqualTo(plaintext);
  }

  @Test
  void a_new_password_is_refused_where_the_old_one_is_missing() throws IOException {
    Files.delete(project.root.resolve("deploy/.vault_pass"));
    Files.delete(project.root.resolve("deploy/.vault_pass_payments"));
    Map<String, String> before = project.snapshot();

    InProcess.Outcome outcome = project.run(VAULT);

    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(outcome.err()).contains("its key is not here");
    assertThat(project.snapshot()).isEqualTo(before);
  }

  @Test
  void a_password_file_that_was_committed_leaves_the_index() {
    project.git("add", "-f", "deploy/.vault_pass");
    project.git("commit", "-qm", "leak");

    assertThat(project.done(VAULT)).containsPattern("untrack +deploy/.vault_pass");

    assertThat(project.git("ls-files", "deploy").text()).doesNotContain(".vault_pass");
    assertThat(project.root.resolve("deploy/.vault_pass")).exists();
  }

  @Test
  void git_crypt_writes_the_documented_files_and_git_stores_ciphertext() throws IOException {
    project.done("init", "--method", "git-crypt");

    assertThat(project.text(".gitattributes"))
        .isEqualTo(project.text("states/gitattributes.correct"));
    assertThat(project.text(".gitignore"))
        .startsWith(project.text("states/gitignore.encrypted"))
        .endsWith("deploy/.vault_pass_payments\ndeploy/.vault_pass\n");
    assertThat(
            List.of(
                "deploy/docker_deploy.env",
                "deploy/docker_deploy.prod.env",
                "deploy/vars/staging.yml",
                "deploy/files/.env.staging"))
        .allMatch(project::isCiphertext);
    assertThat(project.text("deploy/vars/staging.yml")).startsWith("# Plaintext on purpose");
    assertThat(project.done("init", "--method", "git-crypt")).isEqualTo(NOTHING);
  }

  @Test
  void git_crypt_without_git_is_refused() throws IOException {
    Path bare = Packaged.copyOfSample(Files.createDirectory(folder.resolve("bare")));

    InProcess.Outcome outcome =
        InProcess.in(bare)
            .with("PATH", System.getenv("PATH"))
            .with("GIT_CEILING_DIRECTORIES", folder.toString())
            .run("init", "--method", "git-crypt");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("git init");
  }

  @Test
  void aws_takes_what_looks_secret_and_the_lists_get_references() throws IOException {
    try (FakeSecretsManager aws = Packaged.aws()) {
      project.with(aws);

      project.done("init", "--method", "aws");

      assertThat(project.done("get", "aws:CloudReactor/prod/common/smtp_password"))
          .isEqualTo("p@ss with spaces");
      assertThat(project.done("get", "-e", "qa", "GATEWAY_TOKEN"))
          .isEqualTo("qa-FAKE-gateway-token");
      assertThat(project.done("view", "deploy/vars/prod.yml"))
          .contains("name: SMTP_PASSWORD", "secret:CloudReactor/prod/common/smtp_password-")
          .doesNotContain("p@ss");
      assertThat(project.done("init", "--method", "aws")).isEqualTo(NOTHING);
    }
  }

  @Test
  void what_was_set_up_can_be_undone() throws IOException {
    Map<String, String> before = project.snapshot();

    for (String method : List.of("ansible-vault", "git-crypt")) {
      project.done("init", "--method", method, "--encrypt-vault-id", "default");
      assertThat(project.snapshot()).isNotEqualTo(before);
      project.done("undo");

      assertThat(project.snapshot()).isEqualTo(before);
      assertThat(project.git("ls-files").text()).isEmpty();
    }
  }

  @Test
  void what_was_committed_since_is_not_undone() throws IOException {
    project.done(VAULT);
    project.git("commit", "-qm", "encrypted");
    Map<String, String> before = project.snapshot();

    InProcess.Outcome outcome = project.run("undo");

    assertThat(outcome.exit()).isEqualTo(7);
    assertThat(outcome.err()).contains("was committed since");
    assertThat(project.snapshot()).isEqualTo(before);
  }

  @Test
  void a_plan_alone_changes_nothing() throws IOException {
    Map<String, String> before = project.snapshot();

    String plan = project.done("init", "--method", "git-crypt", "--dry-run", "--json");

    assertThat(plan)
        .startsWith("{\"schema\":1,\"applied\":false,\"steps\":[{\"kind\":\"make-key\"")
        .contains(
            "{\"kind\":\"stage\",\"place\":\"deploy/vars/prod.yml\",\"detail\":\"git-crypt\"}");
    assertThat(project.snapshot()).isEqualTo(before);
    assertThat(project.root.resolve(".git/git-crypt")).doesNotExist();
  }

  @Test
  void an_environment_begins_with_the_examples() throws IOException {
    project.done("init", "env", "demo");

    assertThat(project.text("deploy/vars/demo.yml")).contains("secret:CloudReactor/demo/common/");
    assertThat(project.text("deploy/files/.env.demo"))
        .isEqualTo(project.text("deploy/files/.env.example"));
    assertThat(project.run("init", "env", "demo").exit()).isEqualTo(7);
  }

  @Test
  void a_manifest_takes_the_layout_over() throws IOException {
    String before = project.done("environments", "--json");

    project.done("init");

    assertThat(project.text("secrets.yaml")).contains("version: 1\nlayout: true\n");
    assertThat(project.done("environments", "--json").replace("manifest", "A")).isEqualTo(before);
  }
}
