package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.CheckedProject.Generation;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import dev.secrets.testkit.aws.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code init} and {@code migrate} killed in one of their phases: brought to an end, or undone. */
class KilledPlanIT {

  private static final String PLAIN = "prod-FAKE-key";
  private static final String[] VAULT = {"init", "--method", "ansible-vault"};

  @TempDir private Path folder;
  private Path root;
  private CheckedProject project;

  /**
   * When it is killed: by the call of git that begins a phase, or by what has just been written.
   */
  private enum Kill {
    PLANNING("check-ignore", ""),
    KEY_MADE("", "deploy/.vault_pass"),
    SETTINGS_WRITTEN("", "deploy/ansible.cfg"),
    FILES_WRITTEN("", "secrets.yaml"),
    TELLING_GIT("add", ""),
    PROVING("cat-file", "");

    final String git;
    final String file;

    Kill(String git, String file) {
      this.git = git;
      this.file = file;
    }
  }

  @BeforeEach
  void makeProject() throws IOException {
    root = Files.createDirectory(folder.resolve("project"));
    project = CheckedProject.make(root, Generation.A);
    Files.createDirectory(folder.resolve("bin"));
    Path git = folder.resolve("bin/git");
    Files.writeString(
        git,
        """
        #!/bin/sh
        case " $* " in *" ${KILL_AT:-none} "*) kill -9 $PPID; sleep 1 ;; esac
        exec %s "$@"
        """
            .formatted(Peers.require("which").run("git").expectSuccess().text().strip()));
    Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @EnumSource
  void a_killed_init_comes_to_its_end(Kill kill) throws Exception {
    killed(kill, VAULT);

    assertThat(secrets(Map.of()).run("resume").exit()).isIn(ExitCode.DONE, 3);
    PeerCommand.Outcome again = secrets(Map.of()).run(VAULT);

    assertThat(again.exit()).as(again.stderr()).isZero();
    for (String file : List.of(project.vars("prod"), project.dotenv("prod"))) {
      assertThat(stored(file)).startsWith("$ANSIBLE_VAULT;");
      assertThat(project.read(file)).startsWith("$ANSIBLE_VAULT;");
    }
    assertThat(secrets(Map.of()).run("view", project.dotenv("prod")).text()).contains(PLAIN);
  }

  @ParameterizedTest
  @EnumSource
  void a_killed_init_is_undone_or_never_began(Kill kill) throws Exception {
    Map<String, String> before = snapshot();
    killed(kill, VAULT);

    PeerCommand.Outcome undo = secrets(Map.of()).run("undo");

    // 3: no file was changed, or all of them were and nothing is left half done.
    assertThat(undo.exit()).as(undo.stderr()).isIn(ExitCode.DONE, 3);
    if (undo.exit() == ExitCode.DONE || kill == Kill.PLANNING) {
      assertThat(snapshot()).isEqualTo(before);
    } else {
      assertThat(secrets(Map.of()).run("view", project.dotenv("prod")).text()).contains(PLAIN);
    }
  }

  @Test
  void a_migration_killed_while_it_writes_into_the_store_is_done_again_and_undone()
      throws Exception {
    project.ownerOnly(project.dotenv("prod"));
    Map<String, String> before = snapshot();
    String source = "file:" + project.dotenv("prod") + "#/PROC_WRAPPER_API_KEY";
    String[] migrate = {"migrate", source, "--to", "aws", "--apply"};
    String kept = "CloudReactor/prod/common/proc_wrapper_api_key";
    try (FakeSecretsManager aws = Packaged.emptyAws()) {
      aws.add("CloudReactor/prod/common/postgres", "{}");
      aws.inject(Fault.delayed(Duration.ofSeconds(30)).on("CreateSecret"));
      killed(aws.environment(), () -> !aws.calls("CreateSecret").isEmpty(), migrate);
      aws.clearFaults();

      assertThat(snapshot()).isEqualTo(before);
      PeerCommand secrets = secrets(aws.environment());
      secrets.run(migrate).expectSuccess();

      assertThat(secrets.run("get", "aws:" + kept).text()).isEqualTo(PLAIN);
      assertThat(project.read(project.dotenv("prod"))).doesNotContain(PLAIN);
      assertThat(project.read(project.vars("prod"))).contains(kept + "-");
      secrets.run("undo").expectSuccess();
      assertThat(snapshot()).isEqualTo(before);
    }
  }

  private void killed(Kill kill, String... command) throws Exception {
    Path file = root.resolve(kill.file);
    Map<String, String> variables = kill.git.isEmpty() ? Map.of() : Map.of("KILL_AT", kill.git);
    killed(variables, () -> !kill.file.isEmpty() && Files.exists(file), command);
  }

  private void killed(Map<String, String> variables, BooleanSupplier now, String... command)
      throws Exception {
    List<String> line = new ArrayList<>(List.of("sh", Packaged.LAUNCHER.toString()));
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).directory(root.toFile());
    builder.environment().putAll(settings());
    builder.environment().putAll(variables);
    Process process = builder.redirectErrorStream(true).start();
    while (!now.getAsBoolean() && !process.waitFor(1, TimeUnit.MILLISECONDS)) {
      // Until the moment has come, or a phase has ended it.
    }
    process.destroyForcibly().waitFor();
  }

  private PeerCommand secrets(Map<String, String> variables) {
    Map<String, String> all = settings();
    all.putAll(variables);
    return Packaged.secrets(root, all);
  }

  private Map<String, String> settings() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("HOME", folder.resolve("home").toString());
    variables.put("SECRETS_NO_CACHE", "1");
    variables.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    return variables;
  }

  private String stored(String path) {
    return Peers.require("git").in(root).run("cat-file", "blob", ":" + path).expectSuccess().text();
  }

  /** Every file but those of git, the key, and what names it: a key that was made stays. */
  private Map<String, String> snapshot() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = root.relativize(file).toString();
        if (!path.startsWith(".git/") && !path.matches(".*(\\.vault_pass|ansible\\.cfg)")) {
          files.put(path, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }
}
