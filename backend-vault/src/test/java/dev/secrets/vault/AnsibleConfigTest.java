package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnsibleConfigTest {

  private static final String NAMES_PASS = "[defaults]\nvault_password_file = pass\n";

  @TempDir private Path directory;

  private Scene scene() {
    return new Scene(directory);
  }

  /** A config file with a password beside it that tells where it lay. */
  private static Scene config(Scene scene, String folder) {
    return scene.file(folder + "ansible.cfg", NAMES_PASS).file(folder + "pass", "of:" + folder);
  }

  @Test
  void the_first_file_found_wins_and_none_are_merged() {
    Scene scene = scene();
    config(scene, "deploy_config/");
    assertThat(scene.passwords()).containsExactly("default=of:deploy_config/");
    config(scene, "deploy/");
    assertThat(scene.passwords()).containsExactly("default=of:deploy/");
    config(scene, "");
    assertThat(scene.passwords()).containsExactly("default=of:");
    config(scene, "elsewhere/");
    scene.variable("ANSIBLE_CONFIG", "elsewhere/ansible.cfg");
    assertThat(scene.passwords()).containsExactly("default=of:elsewhere/");
  }

  @Test
  void the_file_of_the_user_is_the_last_but_one() {
    Scene scene = scene().file("home/.ansible.cfg", NAMES_PASS).file("home/pass", "of user");

    assertThat(scene.passwords()).containsExactly("default=of user");
  }

  @Test
  void the_variable_can_name_a_directory() {
    Scene scene = config(scene(), "elsewhere/").variable("ANSIBLE_CONFIG", "elsewhere");

    assertThat(scene.passwords()).containsExactly("default=of:elsewhere/");
  }

  @Test
  void the_search_goes_on_where_the_variable_names_nothing() {
    Scene scene = config(scene(), "").variable("ANSIBLE_CONFIG", "missing.cfg");

    assertThat(scene.passwords()).containsExactly("default=of:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deploy/"})
  void a_file_in_a_directory_that_everybody_may_write_to_is_not_read(String folder) {
    Scene scene = config(scene(), folder).mode(folder, "rwxrwxrwx").answers("typed");

    assertThat(scene.passwords()).containsExactly("default=typed");
  }

  @Test
  void the_variable_overrides_the_rule_of_the_writable_directory() {
    Scene scene =
        config(scene(), "").mode("", "rwxrwxrwx").variable("ANSIBLE_CONFIG", "./ansible.cfg");

    assertThat(scene.passwords()).containsExactly("default=of:");
  }

  @Test
  void a_path_in_a_variable_starts_at_the_directory_and_wins_over_the_file() {
    Scene scene =
        config(scene(), "deploy/")
            .file("pass", "of variable")
            .variable("ANSIBLE_VAULT_PASSWORD_FILE", "pass");

    assertThat(scene.passwords()).containsExactly("default=of variable");
  }

  @Test
  void an_empty_variable_counts_as_not_set() {
    Scene scene = config(scene(), "").variable("ANSIBLE_VAULT_PASSWORD_FILE", "");

    assertThat(scene.passwords()).containsExactly("default=of:");
  }

  @Test
  void home_and_variables_are_expanded_in_paths() {
    Scene scene =
        scene()
            .file("home/a", "1")
            .file("stage/b", "2")
            .file("stage/c", "3")
            .variable("STAGE", "stage")
            .option("vault-id", "a@~/a")
            .option("vault-id", "b@$STAGE/b")
            .option("vault-id", "c@${STAGE}/c");

    assertThat(scene.passwords()).containsExactly("a=1", "b=2", "c=3");
  }

  @Test
  void the_identity_list_starts_at_the_file_and_falls_back_to_the_directory() {
    Scene scene =
        scene()
            .file("deploy/ansible.cfg", "[defaults]\nvault_identity_list = a@here , b@there\n")
            .file("deploy/here", "beside")
            .file("there", "in directory");

    assertThat(scene.passwords()).containsExactly("a=beside", "b=in directory");
  }

  @Test
  void the_sources_come_in_the_order_of_ansible() {
    Scene scene =
        scene()
            .file("ansible.cfg", "[defaults]\nvault_identity_list=l@1\nvault_password_file=4\n")
            .file("1", "1")
            .file("2", "2")
            .file("3", "3")
            .file("4", "4")
            .option("vault-password-file", "3")
            .option("vault-id", "i@2")
            .option("ask-vault-pass", "yes")
            .answers("5");

    assertThat(scene.passwords())
        .containsExactly("l=1", "i=2", "default=3", "default=4", "default=5");
  }

  @Test
  void the_label_of_what_carries_none_can_be_set() {
    Scene scene =
        scene()
            .file("pass", "x")
            .variable("ANSIBLE_VAULT_IDENTITY", "ours")
            .option("vault-id", "@pass")
            .option("vault-id", "pass")
            .option("vault-password-file", "pass");

    assertThat(scene.passwords()).containsExactly("ours=x", "ours=x", "ours=x");
  }

  @Test
  void a_vault_id_is_split_at_the_first_at() {
    Scene scene = scene().file("a@b", "x").option("vault-id", "prod@a@b");

    assertThat(scene.passwords()).containsExactly("prod=x");
  }

  @Test
  void a_vault_id_with_a_semicolon_is_refused() {
    assertThatThrownBy(scene().option("vault-id", "a;b@pass")::passwords)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the vault id 'a;b@pass' has a ';' in it");
  }

  @Test
  void a_switch_that_is_neither_on_nor_off_is_refused() {
    assertThatThrownBy(scene().variable("ANSIBLE_VAULT_ID_MATCH", "maybe")::passwords)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'vault_id_match' is neither true nor false");
  }

  @Test
  void comments_other_sections_and_spellings_are_read_as_python_reads_them() {
    Scene scene =
        scene()
            .file(
                "ansible.cfg",
                """
                # a comment
                [other]
                vault_password_file = wrong
                  and on
                [defaults] ; after a heading
                ; a comment
                inventory: here
                  and there
                Vault_Password_File=pass;word ; a comment, and no comment
                """)
            .file("pass;word", "x");

    assertThat(scene.passwords()).containsExactly("default=x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vault_password_file = hunter2\n",
        "[defaults]\nhunter2\n",
        "[defaults]\nhunter2 = 1\nhunter2 = 2\n"
      })
  void a_broken_file_is_named_with_the_line(String content) {
    assertThatThrownBy(scene().file("ansible.cfg", content)::passwords)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'" + directory.resolve("ansible.cfg") + "': line ");
  }
}
