package dev.secrets.cli.ansiblevault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.ansiblevault.VaultScene.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are encrypted, decrypted, edited and rekeyed in place. */
class VaultFilesTest {

  private static final String PASSWORD = "--vault-password-file";

  @TempDir private Path directory;
  private VaultScene scene;

  @BeforeEach
  void have_a_file() {
    scene = new VaultScene(directory).file("plain", "hello: world\n");
  }

  private void seal(String... names) {
    for (String name : names) {
      scene.file(name, "content of " + name);
      assertThat(scene.run("encrypt", PASSWORD, "pass", name).exit()).isZero();
    }
  }

  @Test
  void encryption_keeps_the_permissions() {
    scene.mode("plain", "rw-r-----");

    scene.run("encrypt", PASSWORD, "pass", "plain");

    assertThat(scene.text("plain")).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(scene.mode("plain")).isEqualTo("rw-r-----");
  }

  @Test
  void decryption_takes_the_permissions_of_others_away() {
    seal("plain");
    scene.mode("plain", "rw-rw-r--");

    scene.run("decrypt", PASSWORD, "pass", "plain");

    assertThat(scene.text("plain")).isEqualTo("content of plain");
    assertThat(scene.mode("plain")).isEqualTo("rw-------");
  }

  @Test
  void a_symbolic_link_stays() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("plain"));

    scene.run("encrypt", PASSWORD, "pass", "link");

    assertThat(directory.resolve("link")).isSymbolicLink();
    assertThat(scene.text("plain")).startsWith("$ANSIBLE_VAULT");
  }

  @Test
  void a_hard_link_is_named_and_nothing_is_touched() throws IOException {
    Files.createLink(directory.resolve("second"), directory.resolve("plain"));

    Outcome outcome = scene.run("encrypt", PASSWORD, "pass", "plain");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("plain' has several hard links");
    assertThat(scene.text("second")).isEqualTo("hello: world\n");
  }

  @Test
  void of_several_files_none_is_encrypted_when_one_cannot_be() {
    seal("sealed");

    Outcome outcome = scene.run("encrypt", PASSWORD, "pass", "plain", "sealed");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("sealed': input is already encrypted");
    assertThat(scene.text("plain")).isEqualTo("hello: world\n");
  }

  @Test
  void of_several_files_none_is_decrypted_when_one_has_another_password() {
    seal("one", "two");
    scene.run("rekey", PASSWORD, "pass", "--new-vault-password-file", "new", "two");

    Outcome outcome = scene.run("decrypt", PASSWORD, "pass", "one", "two");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("two': cannot decrypt");
    assertThat(scene.text("one")).startsWith("$ANSIBLE_VAULT");
  }

  @Test
  void of_several_files_none_is_rekeyed_when_one_is_altered() {
    seal("one", "two", "three");
    String before = scene.text("one");
    scene.file("two", scene.text("two").replaceFirst("3(.)\n$", "4$1\n").replace("63", "64"));

    Outcome outcome =
        scene.run("rekey", PASSWORD, "pass", "--new-vault-id", "x@new", "one", "two", "three");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(scene.text("one")).isEqualTo(before);
  }

  @Test
  void rekeying_to_the_same_password_is_refused() {
    seal("one", "two");
    String before = scene.text("one");

    Outcome outcome =
        scene.run("rekey", PASSWORD, "pass", "--new-vault-password-file", "pass", "one", "two");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("under the new vault password already");
    assertThat(scene.text("one")).isEqualTo(before);
  }

  @Test
  void a_password_that_is_configured_is_no_new_one() {
    seal("one");
    scene.variable("ANSIBLE_VAULT_PASSWORD_FILE", "pass");

    assertThat(scene.run("rekey", "one").exit()).isEqualTo(1);
  }

  @Test
  void an_editor_that_changes_nothing_leaves_the_file_untouched() throws IOException {
    seal("one");
    Object before = Files.getAttribute(directory.resolve("one"), "unix:ino");

    assertThat(scene.variable("EDITOR", "true").run("edit", PASSWORD, "pass", "one").exit())
        .isZero();
    assertThat(Files.getAttribute(directory.resolve("one"), "unix:ino")).isEqualTo(before);
  }

  @Test
  void an_editor_that_fails_changes_nothing() {
    seal("one");
    String before = scene.text("one");
    scene.script("editor", "echo typed >\"$1\"; exit 3").variable("EDITOR", editor());

    Outcome outcome = scene.run("edit", PASSWORD, "pass", "one");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("ended with exit code 3");
    assertThat(scene.text("one")).isEqualTo(before);
  }

  @Test
  void what_is_edited_keeps_its_label_and_leaves_no_plaintext() throws IOException {
    seal("one.yml");
    scene.run("rekey", PASSWORD, "pass", "--new-vault-id", "dev@new", "one.yml");
    scene
        .script("editor", "echo typed >\"$1\"; printf '%s' \"$1\" >name")
        .variable("EDITOR", editor());

    Outcome outcome = scene.run("edit", "--vault-id", "other@new", "one.yml");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(scene.text("one.yml")).startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n");
    assertThat(scene.text("name")).endsWith(".yml");
    assertThat(Path.of(scene.text("name"))).doesNotExist();
  }

  @Test
  void an_editor_with_quoted_arguments_gets_them_as_a_shell_would_part_them() {
    seal("one");
    scene
        .script("editor", "printf '%s|%s|%s' \"$1\" \"$2\" \"$#\" >seen")
        .variable("EDITOR", editor() + " 'a b' --x\\ y");

    scene.run("edit", PASSWORD, "pass", "one");

    assertThat(scene.text("seen")).isEqualTo("a b|--x y|3");
  }

  @Test
  void visual_does_not_count() {
    seal("one");
    scene.variable("VISUAL", "false").variable("EDITOR", "true");

    assertThat(scene.run("edit", PASSWORD, "pass", "one").exit()).isZero();
  }

  @Test
  void standard_input_is_encrypted_to_standard_output_and_back() {
    String envelope = scene.feed("text").run("encrypt", PASSWORD, "pass").out();

    assertThat(scene.feed(envelope).run("decrypt", PASSWORD, "pass", "-").out()).isEqualTo("text");
  }

  @Test
  void long_input_comes_through_as_it_is() {
    String text = "0123456789abcde\n".repeat(100_000);
    String envelope = scene.feed(text).run("encrypt", PASSWORD, "pass").out();

    assertThat(scene.feed(envelope).run("decrypt", PASSWORD, "pass").out()).isEqualTo(text);
  }

  @Test
  void view_ends_with_a_line_end_and_decrypt_does_not_add_one() {
    seal("one");

    assertThat(scene.run("view", PASSWORD, "pass", "one").out()).isEqualTo("content of one\n");
    assertThat(scene.run("decrypt", PASSWORD, "pass", "--output", "-", "one").out())
        .isEqualTo("content of one");
  }

  @Test
  void a_password_is_read_from_standard_input_where_there_is_no_terminal() {
    seal("one");

    Outcome outcome = scene.feed("secret\n").run("view", "-J", "one");

    assertThat(outcome.out()).isEqualTo("content of one\n");
    assertThat(outcome.err()).startsWith("Vault password: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "no", "0"})
  void a_match_that_is_switched_off_is_off(String value) {
    seal("one");
    scene.variable("ANSIBLE_VAULT_ID_MATCH", value);

    assertThat(scene.run("view", "--vault-id", "other@pass", "one").exit()).isZero();
  }

  @Test
  void a_blank_variable_and_a_named_password_do_not_collide() {
    scene.variable("ANSIBLE_VAULT_PASSWORD_FILE", "new");

    scene.run("encrypt", PASSWORD, "pass", "plain");
    scene.variables.remove("ANSIBLE_VAULT_PASSWORD_FILE");

    assertThat(scene.run("view", PASSWORD, "pass", "plain").exit()).isZero();
  }

  private String editor() {
    return directory.resolve("editor").toString();
  }
}
