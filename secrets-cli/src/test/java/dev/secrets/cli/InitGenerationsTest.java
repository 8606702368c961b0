package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.CheckedProject.Generation;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code init} makes of each generation of the layout, as the real tools see it. */
@Tag(Peers.TAG)
class InitGenerationsTest {

  private static final String NOTHING = "nothing to do: everything is as it should be\n";

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void begin() throws IOException {
    root = Files.createDirectory(folder.resolve("project"));
  }

  @ParameterizedTest
  @EnumSource
  void the_real_git_crypt_opens_a_clone_of_it(Generation generation) throws IOException {
    CheckedProject project = bare(generation);
    String[] secrets = {
      project.vars("prod"), project.dotenv("prod"), generation.deployment + ".env"
    };

    done("init", "--method", "git-crypt");

    assertThat(done("init", "--method", "git-crypt")).isEqualTo(NOTHING);
    project.commit();
    String key = folder.resolve("key").toString();
    PeerCommand crypt = Peers.require("git-crypt").in(root);
    crypt.run("export-key", key).expectSuccess();
    PeerCommand git = Peers.require("git").in(folder);
    git.run("clone", "-q", "project", "clone").expectSuccess();
    Path clone = folder.resolve("clone");
    for (String secret : secrets) {
      assertThat(Files.readAllBytes(clone.resolve(secret))).startsWith("\0GITCRYPT\0".getBytes());
    }
    crypt.in(clone).run("unlock", key).expectSuccess();
    for (String secret : secrets) {
      assertThat(clone.resolve(secret)).hasSameBinaryContentAs(root.resolve(secret));
    }
    assertThat(crypt.in(clone).run("status", "-e").expectSuccess().text())
        .doesNotContain("WARNING");
  }

  @ParameterizedTest
  @EnumSource
  void the_real_ansible_vault_opens_it_with_the_password_that_was_made(Generation generation) {
    CheckedProject project = bare(generation);
    String plaintext = project.read(project.vars("prod"));

    done("init", "--method", "ansible-vault");

    assertThat(done("init", "--method", "ansible-vault")).isEqualTo(NOTHING);
    project.commit();
    Path folderOfAnsible =
        root.resolve(generation.vars).getParent(); // where its configuration was made
    assertThat(
            Peers.require("ansible-vault")
                .in(folderOfAnsible)
                .with("HOME", folder.toString())
                .without("ANSIBLE_CONFIG")
                .without("ANSIBLE_VAULT_PASSWORD_FILE")
                .run("view", root.resolve(project.vars("prod")).toString())
                .expectSuccess()
                .text())
        .isEqualTo(plaintext);
    List<String> stored =
        Peers.require("git").in(root).run("ls-files").expectSuccess().text().lines().toList();
    assertThat(stored)
        .contains(project.vars("prod"), project.dotenv("prod"))
        .doesNotContain(generation.deployment + ".env", generation.deployment + ".prod.env")
        .noneMatch(path -> path.endsWith(".vault_pass"));
  }

  @Test
  void a_rule_that_hides_what_is_encrypted_is_told_before_anything_changes() {
    CheckedProject project = bare(Generation.B);
    project.write(Generation.B.vars + "/.gitignore", "# encrypted files\n*\n");

    InProcess.Outcome outcome = run("init", "--method", "git-crypt");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err())
        .contains(
            "git ignores 'deploy_config/vars/prod.yml' by line 2 of"
                + " 'deploy_config/vars/.gitignore'");
    assertThat(root.resolve(".git/git-crypt")).doesNotExist();
    assertThat(project.read(".gitattributes")).isEmpty();
  }

  @Test
  void a_password_file_that_nothing_names_yet_is_named_and_kept() {
    CheckedProject project = bare(Generation.B);
    project.write("deploy_config/.vault_pass", "FAKE-own\n");

    done("init", "--method", "ansible-vault");

    assertThat(project.read("deploy_config/.vault_pass")).isEqualTo("FAKE-own\n");
    assertThat(done("view", project.vars("prod"))).contains("crk-FAKE-prod-0002");
  }

  /** In its first state: nothing is ignored but by files beside the secrets, and those by none. */
  private CheckedProject bare(Generation generation) {
    CheckedProject project = CheckedProject.make(root, generation);
    project.write(generation.deployment + ".prod.env", "AWS_ACCESS_KEY_ID=AKIAI44QH8DHBEXAMPLE\n");
    project.write(".gitignore", "build/\n*-dev.yml\n");
    String comment = "# Uncomment the next line if you are committing encrypted files\n# *\n";
    return project
        .write(generation.vars + "/.gitignore", comment)
        .write(generation.files + "/.gitignore", comment);
  }

  private InProcess.Outcome run(String... words) {
    return InProcess.in(root)
        .with("HOME", folder.resolve("home").toString())
        .with("PATH", System.getenv("PATH"))
        .run(words);
  }

  private String done(String... words) {
    InProcess.Outcome outcome = run(words);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.DONE);
    return outcome.out();
  }
}
