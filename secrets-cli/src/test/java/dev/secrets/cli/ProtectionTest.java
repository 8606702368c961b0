package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.SecretsException;
import dev.secrets.file.FileChanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that protect files and values, on a copy of the sample project. */
class ProtectionTest {

  private static final String TOKEN =
      "file:deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN";

  @TempDir private Path project;
  private final Map<String, String> variables = new HashMap<>();
  private String input = "";

  @BeforeEach
  void copy_the_sample() throws IOException {
    Path sample = Path.of("..", "docs", "quickstart", "sample", "deploy");
    try (Stream<Path> files = Files.walk(sample)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve("deploy").resolve(sample.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.writeString(project.resolve("new"), "another password\n");
    variables.put("HOME", project.resolve("home").toString());
    variables.put("PATH", System.getenv("PATH"));
  }

  private record Outcome(int exit, String out, String err) {}

  private Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Host host =
        new Host(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            variables,
            project,
            prompt -> Optional.empty());
    int exit = new Main(host).run(List.of(arguments));
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String text(String file) throws IOException {
    return Files.readString(project.resolve(file));
  }

  private void editor(String script) throws IOException {
    Path editor = project.resolve("editor");
    Files.writeString(editor, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
    variables.put("EDITOR", editor.toString());
  }

  @Test
  void view_shows_a_whole_file_with_its_inline_values_marked() {
    Outcome outcome = run("view", "deploy/vars/qa.yml");

    assertThat(outcome.out())
        .contains("# labelled with the second vault id")
        .contains("GATEWAY_TOKEN: !decrypted |-\n              qa-FAKE-gateway-token\n")
        .doesNotContain("$ANSIBLE_VAULT");
  }

  @Test
  void an_edit_that_changes_one_value_leaves_all_other_lines() throws IOException {
    List<String> before = text("deploy/vars/qa.yml").lines().toList();
    editor("sed -i s/qa-FAKE-gateway-token/changed/ \"$1\"");

    Outcome outcome = run("edit", "deploy/vars/qa.yml");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    List<String> after = text("deploy/vars/qa.yml").lines().toList();
    assertThat(after).filteredOn(line -> !before.contains(line)).hasSizeBetween(4, 8);
    assertThat(run("get", TOKEN).out()).isEqualTo("changed");
    assertThat(text("deploy/vars/qa.yml")).contains("$ANSIBLE_VAULT;1.2;AES256;payments");
  }

  @Test
  void an_edit_of_a_plain_line_leaves_every_envelope() throws IOException {
    String before = text("deploy/vars/qa.yml");
    editor("sed -i s/visible/seen/ \"$1\"");

    run("edit", "deploy/vars/qa.yml");

    assertThat(text("deploy/vars/qa.yml")).isEqualTo(before.replace("visible", "seen"));
  }

  @Test
  void an_edit_that_changes_nothing_leaves_the_file_untouched() throws IOException {
    Object before = Files.getAttribute(project.resolve("deploy/vars/qa.yml"), "unix:ino");
    editor("true");

    run("edit", "deploy/vars/qa.yml");

    assertThat(Files.getAttribute(project.resolve("deploy/vars/qa.yml"), "unix:ino"))
        .isEqualTo(before);
  }

  @Test
  void rekey_moves_files_and_inline_values_of_all_labels() throws IOException {
    Outcome outcome = run("rekey", "--all", "--new-vault-id", "prod@new");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(text("deploy/vars/prod.yml")).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    assertThat(text("deploy/vars/qa.yml"))
        .doesNotContain("payments\n")
        .doesNotContain("$ANSIBLE_VAULT;1.1");
    Files.delete(project.resolve("deploy/ansible.cfg"));
    assertThat(run("get", "--vault-id", "prod@new", TOKEN).out())
        .isEqualTo("qa-FAKE-gateway-token");
  }

  @Test
  void rekey_changes_nothing_when_one_file_cannot_be_opened() throws IOException {
    String before = text("deploy/vars/qa.yml");
    Files.writeString(
        project.resolve("deploy/vars/prod.yml"),
        text("deploy/vars/prod.yml").replaceFirst("6(.)\n$", "7$1\n") + "00\n");

    Outcome outcome = run("rekey", "deploy/vars", "--new-vault-password-file", "new");

    assertThat(outcome.exit()).isNotZero();
    assertThat(text("deploy/vars/qa.yml")).isEqualTo(before);
  }

  @Test
  void a_dry_run_names_the_files_and_touches_none() throws IOException {
    String before = text("deploy/vars/prod.yml");

    Outcome outcome = run("rekey", "--all", "--new-vault-id", "prod@new", "--dry-run");

    assertThat(outcome.out().lines())
        .contains("deploy/vars/prod.yml", "deploy/vars/qa.yml", "deploy/files/.env.prod");
    assertThat(text("deploy/vars/prod.yml")).isEqualTo(before);
  }

  @Test
  void a_dry_run_warns_of_a_salt_that_serves_twice() throws IOException {
    String envelope = text("deploy/vars/prod.yml");
    int authenticator = envelope.indexOf('\n') + 1 + 130 + 1; // one line end is before it
    String digit = envelope.startsWith("30", authenticator) ? "31" : "30";
    Files.writeString(
        project.resolve("deploy/vars/other.yml"),
        envelope.substring(0, authenticator) + digit + envelope.substring(authenticator + 2));
    Files.writeString(project.resolve("deploy/vars/copy.yml"), envelope);

    Outcome outcome = run("rekey", "--all", "--new-vault-id", "prod@new", "--dry-run");

    assertThat(outcome.err())
        .contains("vars/copy.yml', '")
        .contains("vars/other.yml', '")
        .contains("vars/prod.yml' share a salt")
        .containsOnlyOnce("share a salt");
  }

  @Test
  void a_copy_of_an_envelope_is_no_salt_that_serves_twice() throws IOException {
    Files.writeString(project.resolve("deploy/vars/copy.yml"), text("deploy/vars/prod.yml"));

    assertThat(run("rekey", "--all", "--new-vault-id", "prod@new", "--dry-run").err())
        .doesNotContain("share a salt");
  }

  @Test
  void the_encrypted_values_of_a_file_are_listed_without_a_key() throws IOException {
    Files.delete(project.resolve("deploy/ansible.cfg"));

    Outcome outcome = run("list", "file:deploy/vars/qa.yml");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN")
        .doesNotContain("PLAIN_SETTING");
    assertThat(run("list", "--json", TOKEN.replace("/GATEWAY_TOKEN", "")).out())
        .contains("\"pointer\":\"/default_env_task_config/env/GATEWAY_TOKEN\"")
        .doesNotContain("cloudreactor/");
  }

  @Test
  void rekeying_all_passes_over_files_whose_keys_do_not_change() throws IOException {
    byte[] head = "\0GITCRYPT\0 and then some".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(project.resolve("deploy/files/.env.locked"), head);

    Outcome outcome = run("rekey", "--all", "--new-vault-id", "prod@new");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(run("rekey", "deploy/files/.env.locked", "--new-vault-id", "p@new").err())
        .contains("cannot change keys file by file");
  }

  @Test
  void the_same_password_is_no_new_one() {
    Outcome outcome = run("rekey", "--all", "--new-vault-password-file", "deploy/.vault_pass");

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.err()).contains("under the new vault password already");
  }

  @Test
  void a_single_value_is_put_into_an_envelope_and_out_of_it() throws IOException {
    String before = text("deploy/vars/qa.yml");
    String place = "file:deploy/vars/qa.yml#/default_env_task_config/env/PLAIN_SETTING";

    assertThat(run("encrypt", "--encrypt-vault-id", "default", place).exit()).isZero();
    assertThat(text("deploy/vars/qa.yml")).contains("PLAIN_SETTING: !vault |\n");
    assertThat(run("get", place).out()).isEqualTo("visible");
    assertThat(run("decrypt", place).exit()).isZero();

    assertThat(run("get", place).out()).isEqualTo("visible");
    assertThat(text("deploy/vars/qa.yml").lines().count()).isEqualTo(before.lines().count());
  }

  @Test
  void a_new_value_beside_encrypted_ones_is_encrypted_unless_asked_otherwise() throws IOException {
    input = "fresh\n";

    run("set", "file:deploy/vars/qa.yml#/cloudreactor/first", "-");
    run("set", "--plain", "file:deploy/vars/qa.yml#/cloudreactor/second", "-");

    assertThat(text("deploy/vars/qa.yml"))
        .contains("first: !vault |\n")
        .contains("  second: fresh\n");
    assertThat(run("get", "file:deploy/vars/qa.yml#/cloudreactor/first").out()).isEqualTo("fresh");
  }

  @Test
  void the_final_line_end_stays_when_asked_for() {
    input = "fresh\n";

    run("set", "--exact", TOKEN, "-");

    assertThat(run("get", TOKEN).out()).isEqualTo("fresh\n");
  }

  @Test
  void setting_the_same_value_again_keeps_its_bytes() throws IOException {
    String before = text("deploy/vars/qa.yml");
    input = "qa-FAKE-gateway-token";

    run("set", TOKEN, "-");

    assertThat(text("deploy/vars/qa.yml")).isEqualTo(before);
  }

  @Test
  void json_as_ansible_has_it_is_viewed_and_edited() throws IOException {
    run("encrypt", "--encrypt-vault-id", "default", "file:deploy/vars/j.json#/a");
    Files.writeString(project.resolve("deploy/vars/j.json"), "{\"a\": \"one\", \"b\": 2}\n");

    assertThat(run("encrypt", "--encrypt-vault-id", "default", "file:deploy/vars/j.json#/a").exit())
        .isZero();
    assertThat(text("deploy/vars/j.json")).contains("\"__ansible_vault\"").contains("\"b\": 2");
    assertThat(run("view", "deploy/vars/j.json").out())
        .isEqualTo("{\"a\": {\"__decrypted\": \"one\"}, \"b\": 2}\n");
  }

  @Test
  void nothing_is_left_to_resume_after_a_run() {
    run("rekey", "--all", "--new-vault-id", "prod@new");

    assertThat(run("resume").exit()).isEqualTo(ExitCode.of(SecretsException.Kind.NOT_FOUND));
    assertThat(new FileChanges(project.resolve("home/.local/state/secrets/journals")).interrupted())
        .isEmpty();
  }

  @Test
  void vault_client_answers_for_the_label_that_is_asked_for() {
    variables.put("SECRETS_VAULT_CLIENT", "file:deploy/.vault_pass");
    variables.put("SECRETS_VAULT_CLIENT_PAYMENTS", "file:deploy/.vault_pass_{label}");

    assertThat(run("vault-client", "--vault-id", "payments").out())
        .isEqualTo("sample-payments-vault-password\n\n");
    assertThat(run("vault-client", "--vault-id", "other", "file:none").exit()).isEqualTo(2);
  }

  @Test
  void the_commands_of_the_guide_work() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "ansible-vault.md"));
    String section = guide.substring(guide.indexOf("## Files and values"));
    List<String> commands =
        section
            .substring(0, section.indexOf("\n```\n"))
            .lines()
            .filter(line -> line.startsWith("$ secrets "))
            .toList();
    editor("true");

    for (String command : commands) {
      String[] words = command.substring("$ secrets ".length()).split(" ", -1);
      Outcome outcome = run(words);
      assertThat(outcome.exit()).as(command + outcome.err()).isZero();
    }
    assertThat(commands).hasSize(7);
  }

  @Test
  void what_is_recorded_of_a_run_is_what_was_typed() throws IOException {
    Path journals = project.resolve("home/.local/state/secrets/journals");
    Files.createDirectories(journals);
    String target = project.resolve("deploy/vars/prod.yml").toRealPath().toString();
    Files.writeString(
        journals.resolve("00000000.json"),
        """
        {"schema":1,"phase":"staging","directory":"%s",
         "command":["secrets","rekey","--all","--new-vault-id","prod@new"],
         "files":[{"target":"%s","staged":"%s.new","kept":"%s.old","before":"","after":""}]}
        """
            .formatted(project, target, target, target));

    assertThat(run("rekey", "deploy", "--new-vault-id", "prod@new").err())
        .contains("another run over some of these files was interrupted");
  }
}
