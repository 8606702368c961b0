package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordSourcesTest {

  @TempDir private Path directory;

  private Scene scene() {
    return new Scene(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "70770a, 7077", // line end
    "2009 0d0a 70 20 77 0b0c, 702077", // blanks outside, not inside
    "70 0a 77 0a, 700a77", // two lines are one password
    "efbbbf 70, efbbbf70", // a byte order mark belongs to it
    "00 70 00, 007000", // NUL belongs to it
    "a0 70 85, a07085" // what is blank in Latin-1 only belongs to it
  })
  void a_file_is_a_password_without_the_blanks_around_it(String content, String password) {
    Scene scene =
        scene()
            .file("pass", HexFormat.of().parseHex(content.replace(" ", "")))
            .option("vault-password-file", "pass");

    try (VaultSecrets secrets = new VaultSecretsLoader(scene.context()).load(Purpose.DECRYPT)) {
      assertThat(HexFormat.of().formatHex(secrets.all().get(0).password().copyBytes()))
          .isEqualTo(password);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \t\r\n"})
  void a_file_with_nothing_but_blanks_is_no_password(String content) {
    Scene scene = scene().file("pass", content).option("vault-password-file", "pass");

    assertThatThrownBy(scene::passwords)
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessageContaining("'" + directory.resolve("pass") + "' is empty");
  }

  @Test
  void a_file_that_is_missing_is_named() {
    assertThatThrownBy(scene().option("vault-password-file", "missing")::passwords)
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage(
            "vault id 'default': no vault password from '"
                + directory.resolve("missing")
                + "': it does not exist");
  }

  @Test
  void a_directory_is_no_password_file() {
    assertThatThrownBy(scene().option("vault-password-file", ".")::passwords)
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessageContaining("it is a directory");
  }

  @Test
  void a_password_file_can_be_an_envelope_that_an_earlier_password_opens() {
    byte[] envelope = Vaults.encode(Vaults.contextWith("outer"), Vaults.bytes("\n inner \n"));
    Scene scene =
        scene()
            .file("outer", "outer")
            .file("inner", envelope)
            .option("vault-id", "a@outer")
            .option("vault-id", "b@inner");

    assertThat(scene.passwords()).containsExactly("a=outer", "b= inner ");
  }

  @Test
  void a_password_file_that_is_an_envelope_is_not_opened_by_a_later_password() {
    byte[] envelope = Vaults.encode(Vaults.contextWith("outer"), Vaults.bytes("inner"));
    Scene scene =
        scene()
            .file("outer", "outer")
            .file("inner", envelope)
            .option("vault-id", "b@inner")
            .option("vault-id", "a@outer");

    assertThat(scene.passwords()).containsExactly("a=outer");
  }

  @Test
  void a_script_keeps_the_blanks_it_prints() {
    Scene scene =
        scene()
            .script("pass.sh", "#!/bin/sh\nprintf '\\r\\n pass word\\t\\n\\n'\n")
            .option("vault-password-file", "pass.sh");

    assertThat(scene.passwords()).containsExactly("default= pass word\t");
  }

  @Test
  void a_script_runs_in_the_directory_with_the_environment_and_no_arguments() {
    Scene scene =
        scene()
            .variable("VAULT_PASSWORD", "from-variable")
            .script("pass.sh", "#!/bin/sh\necho \"$#:$VAULT_PASSWORD:$(pwd -P)\"\n")
            .option("vault-id", "prod@./pass.sh");

    assertThat(scene.passwords())
        .singleElement()
        .asString()
        .startsWith("prod=0:from-variable:")
        .endsWith(directory.getFileName().toString());
  }

  @Test
  void a_script_that_fails_is_named_with_its_exit_code() {
    Scene scene =
        scene()
            .script("pass.sh", "#!/bin/sh\necho half-a-password\nexit 2\n")
            .option("vault-password-file", "pass.sh");

    assertThatThrownBy(scene::passwords)
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessageContaining("pass.sh")
        .hasMessageContaining("it ended with exit code 2")
        .hasMessageNotContaining("half-a-password");
  }

  @Test
  void a_password_that_is_executable_by_mistake_is_not_run() {
    Scene scene =
        scene().script("pass", "touch should-not-exist\n").option("vault-password-file", "pass");

    assertThatThrownBy(scene::passwords)
        .isInstanceOfSatisfying(
            DecryptionFailedException.class,
            refusal ->
                assertThat(refusal.hints())
                    .singleElement()
                    .asString()
                    .contains("take its executable bit away"))
        .hasMessageContaining("it is executable, but no program");
    assertThat(directory.resolve("should-not-exist")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "vault-id, prod@pass-client, prod=--vault-id prod",
    "vault-id, prod@pass-client.py, prod=--vault-id prod",
    "vault-password-file, pass-client, default=--vault-id default",
    "vault-id, prod@pass-clients, prod=."
  })
  void a_client_script_is_told_the_label(String option, String value, String password) {
    String name = value.substring(value.indexOf('@') + 1);
    Scene scene = scene().script(name, "#!/bin/sh\necho \"${*:-.}\"\n").option(option, value);

    assertThat(scene.passwords()).containsExactly(password);
  }

  @Test
  void a_client_script_without_a_label_is_refused() {
    Scene scene = scene().script("a-client", "#!/bin/sh\necho x\n").option("vault-id", "a-client");

    assertThatThrownBy(scene::passwords)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the vault id 'a-client' names a client script and no label");
  }

  @Test
  void a_client_script_that_does_not_know_the_label_is_told_so() {
    Scene scene =
        scene().script("a-client", "#!/bin/sh\nexit 2\n").option("vault-id", "prod@a-client");

    assertThatThrownBy(scene::passwords).hasMessageContaining("it knows none for the label 'prod'");
  }

  @Test
  void a_prompt_is_worded_as_ansible_words_it() {
    Scene scene =
        scene()
            .option("vault-id", "prod@prompt")
            .option("ask-vault-pass", "true")
            .answers(" first ", "second");

    assertThat(scene.passwords()).containsExactly("prod=first", "default=second");
    assertThat(scene.prompts()).containsExactly("Vault password (prod): ", "Vault password: ");
  }

  @Test
  void a_new_password_is_asked_for_twice() {
    Scene scene =
        scene()
            .option("vault-id", "prod@prompt")
            .option("ask-vault-pass", "true")
            .answers("first", "first", "second", "second");

    assertThat(scene.passwords(Purpose.ENCRYPT)).containsExactly("prod=first", "default=second");
    assertThat(scene.prompts())
        .containsExactly(
            "New vault password (prod): ",
            "Confirm new vault password (prod): ",
            "New Vault password: ",
            "Confirm New Vault password: ");
  }

  @Test
  void two_different_new_passwords_are_refused() {
    Scene scene = scene().option("vault-id", "prod@prompt").answers("first", "other");

    assertThatThrownBy(() -> scene.passwords(Purpose.ENCRYPT))
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage("the two vault passwords differ");
  }

  @Test
  void a_prompt_that_nobody_answers_is_final_though_another_source_works() {
    Scene scene =
        scene().file("pass", "x").option("vault-id", "a@pass").option("vault-id", "b@prompt");

    assertThatThrownBy(scene::passwords)
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage("no vault password for 'b': nobody answers the prompt");
  }

  @Test
  void an_empty_answer_is_refused() {
    assertThatThrownBy(scene().option("ask-vault-pass", "").answers("")::passwords)
        .isInstanceOf(DecryptionFailedException.class)
        .hasMessage("the vault password for 'default' is empty");
  }

  @Test
  void a_source_that_fails_is_passed_over_when_another_works() {
    Scene scene =
        scene()
            .file("pass", "x")
            .option("vault-id", "a@missing")
            .option("vault-password-file", "pass");

    assertThat(scene.passwords()).containsExactly("default=x");
  }

  @Test
  void without_any_source_the_person_is_asked() {
    Scene scene = scene().answers("typed");

    assertThat(scene.passwords()).containsExactly("default=typed");
    assertThat(scene.prompts()).containsExactly("Vault password: ");
  }

  @Test
  void without_any_source_and_person_the_remedies_are_told() {
    assertThatThrownBy(scene()::passwords)
        .isInstanceOfSatisfying(
            DecryptionFailedException.class,
            refusal ->
                assertThat(refusal.hints()).anyMatch(h -> h.contains("--vault-password-file")))
        .hasMessage("no vault password is configured");
  }

  @Test
  void passwords_are_read_once_and_only_when_needed() throws IOException {
    Scene scene = scene().answers("typed");
    byte[] envelope = Vaults.encode(Vaults.contextWith("typed"), Vaults.bytes("plain"));

    try (dev.secrets.spi.SecretCodec codec = new AnsibleVault().create(scene.context())) {
      assertThatThrownBy(() -> Vaults.decode(codec, Vaults.bytes("no envelope")))
          .hasMessage("not an ansible-vault envelope");
      assertThat(scene.prompts()).isEmpty();
      Vaults.decode(codec, envelope);
      Vaults.decode(codec, envelope);
    }

    assertThat(scene.prompts()).hasSize(1);
  }
}
