package dev.secrets.cli;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A project in a git repository in which nothing is wrong, of one generation of the layout. */
final class CheckedProject {

  /** Where each generation keeps its files, and what it calls its maps. */
  enum Generation {
    A(
        "deploy/vars",
        "deploy/files",
        "deploy/docker_deploy",
        "default_env_task_config",
        "task_name_to_env_config",
        ""),
    B(
        "deploy_config/vars",
        "deploy_config/env",
        "deploy",
        "default_env_task_config",
        "task_name_to_env_config",
        ""),
    C(
        "deploy_config/vars",
        "deploy_config/env",
        "deploy",
        "env_task_config",
        "env_task_name_to_config",
        "schema_version: 4\n");

    final String vars;
    final String files;
    final String deployment;
    final String defaults;
    final String tasks;
    final String schema;

    Generation(
        String vars,
        String files,
        String deployment,
        String defaults,
        String tasks,
        String schema) {
      this.vars = vars;
      this.files = files;
      this.deployment = deployment;
      this.defaults = defaults;
      this.tasks = tasks;
      this.schema = schema;
    }
  }

  static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:CloudReactor/prod/common/%s-Zx1cV2";
  static final String POSTGRES =
      "{\"dbname\": \"%s\", \"password\": \"%s-FAKE-pw\", \"port\": \"5432\"}";

  final Path root;
  final Generation generation;

  private CheckedProject(Path root, Generation generation) {
    this.root = root;
    this.generation = generation;
  }

  static CheckedProject make(Path root, Generation generation) {
    CheckedProject project = new CheckedProject(root, generation);
    project.writeAll();
    project.git("init", "-q");
    project.commit();
    return project;
  }

  private void writeAll() {
    write(vars("common"), generation.schema + "project_name: harbor\n");
    write(vars("example"), "cloudreactor:\n  api_key: xxx\n");
    write(vars("prod"), prodVars(ARN.formatted("postgres")));
    write(dotenv("dev"), "POSTGRES_SECRETS='" + POSTGRES.formatted("dev", "dev") + "'\n");
    write(dotenv("prod"), "PROC_WRAPPER_API_KEY=prod-FAKE-key\n");
    write(dotenv("example"), "# KEY=VALUE lines\n");
    write(generation.deployment + ".env", "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n");
    write(generation.deployment + ".env.example", "AWS_ACCESS_KEY_ID=XXX\n");
    write("Dockerfile", "FROM python:3.11-slim\nCOPY src ./src\n");
    write("src/task.py", "pass\n");
    write(".dockerignore", ".git\n**/.env*\ndeploy*\nbuild/\n");
    write(
        ".gitignore",
        String.join(
            "\n",
            "build/",
            ".vault_pass",
            generation.deployment + ".env",
            generation.deployment + ".*.env",
            generation.files + "/.env.*",
            "!" + generation.files + "/.env.example",
            "!" + generation.files + "/.env.dev",
            generation.vars + "/*.yml",
            "!" + generation.vars + "/common.yml",
            "!" + generation.vars + "/example.yml",
            ""));
    ownerOnly(vars("prod"), dotenv("prod"), generation.deployment + ".env");
  }

  String prodVars(String postgres) {
    return """
        cloudreactor:
          api_key: crk-FAKE-prod-0002
        %s:
          ecs:
            extra_main_container_properties:
              secrets:
                - name: POSTGRES_SECRETS
                  valueFrom: "%s"
        """
        .formatted(generation.defaults, postgres);
  }

  /** More settings of one task of prod. */
  void addTask(String settings) {
    String task = generation.tasks + ":\n  report:\n" + settings.indent(4);
    append(vars("prod"), task);
  }

  String vars(String environment) {
    return generation.vars + "/" + environment + ".yml";
  }

  String dotenv(String environment) {
    return generation.files + "/.env." + environment;
  }

  CheckedProject write(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  CheckedProject append(String path, String text) {
    return write(path, read(path) + text);
  }

  String read(String path) {
    try {
      Path file = root.resolve(path);
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  CheckedProject ownerOnly(String... paths) {
    for (String path : paths) {
      mode(path, "rw-------");
    }
    return this;
  }

  CheckedProject mode(String path, String mode) {
    try {
      Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(mode));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The vault password in a file that ansible.cfg names. */
  CheckedProject withPassword(String password) {
    write(".vault_pass", password + "\n").ownerOnly(".vault_pass");
    return write("ansible.cfg", "[defaults]\nvault_password_file = .vault_pass\n");
  }

  CheckedProject encrypt(String path) {
    InProcess.Outcome outcome = InProcess.in(root).run("encrypt", path);
    if (outcome.exit() != 0) {
      throw new IllegalStateException(outcome.err());
    }
    return this;
  }

  /** Everything that is not ignored. */
  CheckedProject commit() {
    git("add", "-A");
    return git("commit", "-qm", "change");
  }

  /** Stores bytes as they are, whatever filter there is. */
  CheckedProject stage(String path, byte[] content) {
    try {
      Path blob = Files.write(root.resolve(".git/content"), content);
      String id =
          command()
              .run("hash-object", "-w", "--no-filters", blob.toString())
              .expectSuccess()
              .text()
              .strip();
      return git("update-index", "--add", "--cacheinfo", "100644," + id + "," + path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As after an unlock, but for a filter that changes nothing. */
  CheckedProject setUpGitCrypt() {
    git("config", "filter.git-crypt.clean", "cat");
    return write(".git/git-crypt/keys/default", "key");
  }

  CheckedProject git(String... arguments) {
    command().run(arguments).expectSuccess();
    return this;
  }

  private PeerCommand command() {
    return Peers.require("git")
        .in(root)
        .prefixed("-c", "user.name=T", "-c", "user.email=t@example.invalid", "-c", "gc.auto=0");
  }
}
