package dev.secrets.cli.training;

import dev.secrets.cli.Host;
import dev.secrets.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The run in which the launcher learns which classes the commands load: each of them on a project
 * of its own, against a store in this process. It reads nothing of the user's and reaches nobody.
 */
final class Training {

  /** Where the resources go in the project. */
  private static final Map<String, String> FILES =
      Map.of(
          "ansible.cfg", "deploy/ansible.cfg",
          "vault_pass", "deploy/.vault_pass",
          "new_vault_pass", "new",
          "common.yml", "deploy/vars/common.yml",
          "dev.yml", "deploy/vars/dev.yml",
          "env", "deploy/files/.env.dev",
          "env.encrypted", "deploy/files/.env.stage",
          "key", "key",
          "git_requests", "requests");

  private static final List<String> COMMANDS =
      List.of(
          "version",
          "help run",
          "backends",
          "backends --json",
          "environments --key-file key",
          "environments --key-file key --json",
          "list -e dev",
          "list -e dev --json",
          "list file:deploy",
          "get file:deploy/files/.env.dev#/JSON/user",
          "get file:deploy/vars/dev.yml",
          "get aws:training#password",
          "get -e stage --key-file key PLAIN",
          "set file:deploy/files/.env.dev#/PLAIN -",
          "export -e dev --format dotenv",
          "export -e dev --format yaml",
          "run -e dev -- true",
          "run -v -e dev -- true",
          "encrypt deploy/files/.env.dev --encrypt-vault-id default",
          "view deploy/files/.env.dev",
          "rekey deploy/vars/dev.yml deploy/files/.env.dev --new-vault-password-file new",
          "ansible-vault view --vault-password-file new deploy/vars/dev.yml",
          "ansible-vault decrypt --vault-password-file new deploy/vars/dev.yml deploy/files/.env.dev",
          "ansible-vault encrypt --vault-password-file new deploy/vars/dev.yml",
          "git-crypt version",
          "git-crypt help status",
          "git-crypt clean",
          "git-crypt smudge",
          "git-crypt process");

  private Training() {}

  /** Ends with a failure if one of the commands does: the archive would lack what it loads. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(Files.createTempDirectory("training")));
  }

  /** The highest exit code met. */
  static int run(Path project) throws IOException {
    unpack(project);
    try (TrainingStore store = TrainingStore.start()) {
      Host host = host(project, store.environment());
      return COMMANDS.stream()
          .mapToInt(command -> run(host, List.of(command.split(" ", -1))))
          .max()
          .orElseThrow();
    }
  }

  private static int run(Host host, List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "ansible-vault" -> dev.secrets.cli.ansiblevault.Main.run(host, rest);
      case "git-crypt" -> runFilter(host, rest);
      default -> Main.run(host, words);
    };
  }

  /** As git would, with a key at hand. */
  private static int runFilter(Host host, List<String> words) {
    Map<String, String> environment = new HashMap<>(host.environment());
    environment.put("SECRETS_GIT_CRYPT_KEY_FILE", host.directory().resolve("key").toString());
    try (InputStream requests = Files.newInputStream(host.directory().resolve("requests"))) {
      Host asked =
          new Host(
              requests,
              host.out(),
              host.err(),
              false,
              environment,
              host.directory(),
              host.prompter());
      return dev.secrets.cli.gitcrypt.Main.run(asked, words);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void unpack(Path project) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path target = project.resolve(file.getValue());
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      try (InputStream in = Training.class.getResourceAsStream(file.getKey())) {
        Files.copy(Objects.requireNonNull(in, file.getKey()), target);
      }
    }
  }

  private static Host host(Path project, Map<String, String> environment) {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new Host(
        InputStream.nullInputStream(),
        nowhere,
        new PrintStream(nowhere, true, StandardCharsets.UTF_8),
        false,
        environment,
        project,
        Host.ofProcess().prompter());
  }
}
