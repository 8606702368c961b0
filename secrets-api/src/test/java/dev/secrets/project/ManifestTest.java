package dev.secrets.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.Secrets;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

  @TempDir Path directory;

  @Test
  void a_name_is_bound_to_a_reference() throws IOException {
    manifest("environments: {dev: {bindings: {HOME: 'env:HOME'}}}");

    assertThat(text("dev", "HOME")).isEqualTo("/home/me");
  }

  @Test
  void an_environment_takes_over_what_it_extends_and_the_nearer_wins() throws IOException {
    manifest(
        """
        bindings: {A: 'env:ONE', B: 'env:ONE', C: 'env:ONE'}
        environments:
          base: {bindings: {B: 'env:TWO', C: 'env:TWO'}}
          dev: {extends: base, bindings: {C: 'env:THREE'}}
        """);

    assertThat(text("dev", "A") + text("dev", "B") + text("dev", "C")).isEqualTo("123");
  }

  @Test
  void a_name_for_a_store_is_bound_per_environment() throws IOException {
    manifest(
        """
        stores: {main: {provider: file, directory: one}}
        bindings: {A: 'main:value.txt'}
        environments:
          dev:
          prod: {stores: {main: {provider: file, directory: two}}}
        """);
    write("one/value.txt", "first");
    write("two/value.txt", "second");

    assertThat(text("dev", "A") + text("prod", "A")).isEqualTo("firstsecond");
  }

  @Test
  void file_references_are_relative_to_the_manifest_wherever_the_user_stands() throws IOException {
    manifest("environments: {dev: {bindings: {A: 'file:value.txt'}}}");
    write("value.txt", "found");
    Path inside = Files.createDirectories(directory.resolve("a/b"));

    try (Secrets secrets = secrets(inside, "dev");
        Secret secret = secrets.get("A")) {
      assertThat(secret.text()).isEqualTo("found");
    }
  }

  @Test
  void a_default_stands_in_for_what_is_absent() throws IOException {
    manifest(
        "environments: {dev: {bindings: {A: {ref: 'env:NOPE', type: integer, default: 5432}}}}");

    assertThat(text("dev", "A")).isEqualTo("5432");
  }

  @Test
  void what_is_not_required_is_left_out() throws IOException {
    manifest(
        "environments: {dev: {bindings: {A: {ref: 'env:NOPE', required: false}, B: 'env:ONE'}}}");

    try (Secrets secrets = secrets(directory, "dev")) {
      assertThat(secrets.all(BindingKind.RUNTIME)).containsOnlyKeys("B");
      assertThat(secrets.find("A")).isEmpty();
    }
  }

  @Test
  void what_is_required_and_absent_is_an_error_that_names_both() throws IOException {
    manifest("environments: {dev: {bindings: {A: 'env:NOPE'}}}");

    try (Secrets secrets = secrets(directory, "dev")) {
      assertThatThrownBy(() -> secrets.all(BindingKind.RUNTIME))
          .isInstanceOf(SecretNotFoundException.class)
          .hasMessage("'A': 'env:NOPE' is not there");
    }
  }

  @Test
  void a_value_of_another_type_is_refused_without_showing_it() throws IOException {
    manifest("environments: {dev: {bindings: {A: {ref: 'env:HOME', type: integer}}}}");

    try (Secrets secrets = secrets(directory, "dev")) {
      assertThatThrownBy(() -> secrets.get("A"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageNotContaining("/home/me");
    }
  }

  @Test
  void kinds_are_kept_apart() throws IOException {
    manifest(
        "environments: {dev: {bindings: {A: {ref: 'env:ONE', kind: deployment}, B: 'env:TWO'}}}");

    try (Secrets secrets = secrets(directory, "dev")) {
      assertThat(secrets.all(BindingKind.RUNTIME)).containsOnlyKeys("B");
      assertThat(secrets.all(BindingKind.DEPLOYMENT)).containsOnlyKeys("A");
    }
  }

  @Test
  void the_layout_counts_under_the_manifest_when_it_says_so() throws IOException {
    manifest("layout: true\nenvironments: {dev: {bindings: {A: 'env:ONE'}}}");
    write("deploy/files/.env.dev", "A=from-layout\nB=from-layout\n");

    assertThat(text("dev", "A") + text("dev", "B")).isEqualTo("1from-layout");
  }

  @Test
  void the_layout_does_not_count_otherwise() throws IOException {
    manifest("environments: {dev: {bindings: {A: 'env:ONE'}}}");
    write("deploy/files/.env.dev", "B=from-layout\n");

    try (Secrets secrets = secrets(directory, "dev")) {
      assertThat(secrets.bindings(BindingKind.RUNTIME)).containsOnlyKeys("A");
    }
  }

  @Test
  void the_manifest_chooses_the_environment_to_use() throws IOException {
    manifest("default: dev\nenvironments: {dev: , prod: }");

    try (Secrets secrets = secrets(directory, null)) {
      assertThat(secrets.project().defaultEnvironment()).contains("dev");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "enviroments: {} | line 2 | 'enviroments' is no key here",
        "environments: [dev] | line 2 | a mapping is expected",
        "environments: {dev: {bindings: {A: 'nothing'}}} | line 2 | a reference begins",
        "environments: {dev: {bindings: {A: {ref: 'env:X', kind: run}}}} | line 2 | 'kind' is one of",
        "environments: {dev: {bindings: {A: {kind: runtime}}}} | line 2 | needs 'ref'",
        "environments: {dev: {bindings: {A: {ref: 'env:X', required: maybe}}}} | line 2 | true or false",
        "environments: {dev: {extends: nope}} | line 2 | names no environment",
        "environments: {dev: {extends: dev}} | line 2 | circle",
        "environments: {dev: {stores: {m: {region: x}}}} | line 2 | needs 'provider'",
      })
  void mistakes_are_told_with_their_place(String text, String place, String message)
      throws IOException {
    manifest(text);

    assertThatThrownBy(
            () -> {
              try (Secrets secrets = secrets(directory, "dev")) {
                secrets.bindings(BindingKind.RUNTIME);
              }
            })
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'secrets.yaml' " + place)
        .hasMessageContaining(message);
  }

  @Test
  void another_version_of_the_format_is_refused() throws IOException {
    write("secrets.yaml", "version: 2\n");

    assertThatThrownBy(() -> secrets(directory, null))
        .hasMessageContaining("'version: 1' is expected");
  }

  private void manifest(String text) throws IOException {
    write("secrets.yaml", "version: 1\n" + text);
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String text(String environment, String name) {
    try (Secrets secrets = secrets(directory, environment);
        Secret secret = secrets.get(name)) {
      return secret.text();
    }
  }

  private static Secrets secrets(Path from, String environment) {
    Secrets.Builder builder =
        Secrets.builder()
            .context(
                BackendContext.builder()
                    .directory(from)
                    .environment(Map.of("HOME", "/home/me", "ONE", "1", "TWO", "2", "THREE", "3")));
    return environment == null ? builder.open() : builder.environment(environment).open();
  }
}
