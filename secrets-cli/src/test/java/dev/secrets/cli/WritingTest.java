package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values written where references point, in a copy of the sample project. */
class WritingTest {

  @TempDir Path project;

  @BeforeEach
  void copy_the_sample() throws IOException {
    Path sample = Path.of("..", "docs", "quickstart", "sample");
    try (Stream<Path> files = Files.walk(sample)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> copy(file, project.resolve(sample.relativize(file))));
    }
  }

  @Test
  void a_field_of_an_encrypted_file_is_changed_and_the_file_stays_encrypted() throws IOException {
    String before = text("file:deploy/vars/prod.yml");

    put("file:deploy/vars/prod.yml#/cloudreactor/api_key", "new-key");

    assertThat(Files.readString(project.resolve("deploy/vars/prod.yml")))
        .startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(text("file:deploy/vars/prod.yml"))
        .isEqualTo(before.replace("crk-FAKE-prod-0002", "new-key"));
  }

  @Test
  void a_file_keeps_its_vault_id() throws IOException {
    put("file:deploy/vars/payments.yml#/payments/merchant_id", "111");

    assertThat(Files.readString(project.resolve("deploy/vars/payments.yml")))
        .startsWith("$ANSIBLE_VAULT;1.2;AES256;payments\n");
    assertThat(text("file:deploy/vars/payments.yml#/payments/merchant_id")).isEqualTo("111");
  }

  @Test
  void an_inline_value_stays_one_and_every_other_line_stays() throws IOException {
    Path file = project.resolve("deploy/vars/qa.yml");
    List<String> before = Files.readAllLines(file);

    put("file:deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN", "rotated");

    List<String> after = Files.readAllLines(file);
    assertThat(text("file:deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN"))
        .isEqualTo("rotated");
    assertThat(after).noneMatch(line -> line.contains("rotated"));
    assertThat(withoutToken(after)).isEqualTo(withoutToken(before));
    assertThat(after.get(15)).endsWith("$ANSIBLE_VAULT;1.2;AES256;payments");
  }

  @Test
  void an_entry_of_a_dotenv_file_is_the_only_line_that_changes() throws IOException {
    Path file = project.resolve("deploy/files/.env.dev");
    String before = Files.readString(file);

    put("file:deploy/files/.env.dev#PROC_WRAPPER_API_KEY", "other");

    assertThat(Files.readString(file)).isEqualTo(before.replace("dev-FAKE-api-key", "other"));
  }

  @Test
  void a_field_inside_json_inside_an_entry_is_changed() {
    put("file:deploy/files/.env.dev#/POSTGRES_SECRETS/port", "6000");

    assertThat(text("file:deploy/files/.env.dev#/POSTGRES_SECRETS/port")).isEqualTo("6000");
    assertThat(text("file:deploy/files/.env.dev#/POSTGRES_SECRETS/dbname")).isEqualTo("harbor_dev");
  }

  @Test
  void the_same_value_again_leaves_the_file_untouched() throws IOException {
    byte[] before = Files.readAllBytes(project.resolve("deploy/vars/prod.yml"));

    put("file:deploy/vars/prod.yml#/cloudreactor/api_key", "crk-FAKE-prod-0002");

    assertThat(Files.readAllBytes(project.resolve("deploy/vars/prod.yml"))).isEqualTo(before);
  }

  @Test
  void a_field_that_must_not_exist_yet_is_a_conflict() {
    assertThatThrownBy(
            () -> put("file:deploy/files/.env.dev#LOG_LEVEL", "x", WriteCondition.createOnly()))
        .isInstanceOf(WriteConflictException.class);
  }

  @Test
  void a_field_that_must_exist_is_missed() {
    assertThatThrownBy(
            () -> put("file:deploy/files/.env.dev#NOPE", "x", WriteCondition.replaceOnly()))
        .isInstanceOf(SecretNotFoundException.class);
  }

  @Test
  void an_entry_may_refer_to_another_secret() {
    put(
        "file:deploy/files/.env.dev#DSN",
        "pg://${secret:file:deploy/vars/prod.yml#/cloudreactor/api_key}@h");

    assertThat(text("file:deploy/files/.env.dev#DSN")).isEqualTo("pg://crk-FAKE-prod-0002@h");
  }

  @Test
  void entries_that_refer_to_each_other_in_a_circle_are_refused() {
    put("file:deploy/files/.env.dev#A", "${secret:file:deploy/files/.env.dev#B}");
    put("file:deploy/files/.env.dev#B", "${secret:file:deploy/files/.env.dev#A}");

    assertThatThrownBy(() -> text("file:deploy/files/.env.dev#A")).hasMessageContaining("circle");
  }

  private static List<String> withoutToken(List<String> lines) {
    List<String> rest = new ArrayList<>(lines);
    rest.subList(
            lines.indexOf("    GATEWAY_TOKEN: !vault |") + 1,
            lines.indexOf("    # several lines in one vaulted value"))
        .clear();
    return rest;
  }

  private String text(String reference) {
    try (Secrets secrets = open();
        Secret secret = secrets.resolve(Reference.parse(reference))) {
      return secret.text();
    }
  }

  private void put(String reference, String text) {
    put(reference, text, WriteCondition.any());
  }

  private void put(String reference, String text, WriteCondition condition) {
    try (Secrets secrets = open();
        SecretValue value = SecretValue.ofText(text)) {
      secrets.put(Reference.parse(reference), value, condition);
    }
  }

  private Secrets open() {
    return Secrets.builder()
        .discover(WritingTest.class.getClassLoader())
        .context(BackendContext.builder().directory(project).environment(Map.of()))
        .open();
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
