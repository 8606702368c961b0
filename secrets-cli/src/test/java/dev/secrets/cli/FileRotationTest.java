package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.UnsupportedCapabilityException;
import dev.secrets.WriteCondition;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotation of values in files, and the way back. */
class FileRotationTest {

  private static final String PLAIN = "file:deploy/files/.env.dev#PROC_WRAPPER_API_KEY";
  private static final String INLINE =
      "file:deploy/vars/qa.yml#/default_env_task_config/env/GATEWAY_TOKEN";
  private static final String IN_ENCRYPTED_FILE = "file:deploy/vars/prod.yml#/cloudreactor/api_key";
  private static final String WHOLE_FILE = "file:deploy/vars/prod.yml";

  @TempDir Path project;
  @TempDir Path state;

  @BeforeEach
  void copy_the_sample() throws IOException {
    Path sample = Path.of("..", "docs", "quickstart", "sample");
    try (Stream<Path> files = Files.walk(sample)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = project.resolve(sample.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, INLINE, IN_ENCRYPTED_FILE, WHOLE_FILE})
  void undo_goes_back_and_undoing_that_goes_forth(String reference) {
    String before = text(reference);
    assertThat(rotate(reference, "rotated: 1", true)).isTrue();

    undo(reference);
    assertThat(text(reference)).isEqualTo(before);

    undo(reference);
    assertThat(text(reference)).isEqualTo("rotated: 1");
  }

  @Test
  void undo_leaves_alone_what_was_changed_beside_the_value() {
    String beside = "file:deploy/vars/prod.yml#/cloudreactor/another";
    rotate(IN_ENCRYPTED_FILE, "rotated", true);
    put(beside, "written since");

    undo(IN_ENCRYPTED_FILE);

    assertThat(text(beside)).isEqualTo("written since");
    assertThat(text(IN_ENCRYPTED_FILE)).isEqualTo("crk-FAKE-prod-0002");
  }

  @Test
  void a_test_that_fails_keeps_nothing() {
    assertThat(rotate(PLAIN, "rotated", false)).isFalse();

    assertThatThrownBy(() -> undo(PLAIN)).isInstanceOf(SecretNotFoundException.class);
    assertThat(state.resolve("previous")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {INLINE, IN_ENCRYPTED_FILE, WHOLE_FILE})
  void what_was_encrypted_is_kept_encrypted(String reference) throws IOException {
    rotate(reference, "rotated: 1", true);

    assertThat(kept()).hasSize(1);
    assertThat(Files.readString(kept().get(0))).startsWith("$ANSIBLE_VAULT;1.");
  }

  @Test
  void what_is_kept_is_the_owner_s_alone() throws IOException {
    rotate(PLAIN, "rotated", true);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept().get(0))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(kept().get(0).getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void fields_of_one_file_are_undone_each_by_itself() {
    rotate(PLAIN, "first", true);
    rotate("file:deploy/files/.env.dev#DEPLOYMENT", "second", true);

    undo(PLAIN);

    assertThat(text(PLAIN)).isEqualTo("dev-FAKE-api-key");
    assertThat(text("file:deploy/files/.env.dev#DEPLOYMENT")).isEqualTo("second");
  }

  @Test
  void without_a_directory_nothing_is_kept_and_undo_says_so() {
    try (Secrets secrets = builder().open()) {
      Reference reference = Reference.parse(PLAIN);
      try (SecretValue candidate = SecretValue.ofText("rotated")) {
        assertThat(secrets.rotate(reference, candidate, value -> true)).isPresent();
      }

      assertThatThrownBy(() -> secrets.undoRotation(reference))
          .isInstanceOf(UnsupportedCapabilityException.class);
    }
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private boolean rotate(String reference, String text, boolean passes) {
    try (Secrets secrets = open();
        SecretValue candidate = SecretValue.ofText(text)) {
      return secrets.rotate(Reference.parse(reference), candidate, value -> passes).isPresent();
    }
  }

  private void undo(String reference) {
    try (Secrets secrets = open()) {
      secrets.undoRotation(Reference.parse(reference));
    }
  }

  private void put(String reference, String text) {
    try (Secrets secrets = open();
        SecretValue value = SecretValue.ofText(text)) {
      secrets.put(Reference.parse(reference), value, WriteCondition.any());
    }
  }

  private String text(String reference) {
    try (Secrets secrets = open();
        Secret secret = secrets.resolve(Reference.parse(reference))) {
      return secret.text();
    }
  }

  private Secrets open() {
    return builder().previousValues(state.resolve("previous")).open();
  }

  private Secrets.Builder builder() {
    return Secrets.builder()
        .discover(FileRotationTest.class.getClassLoader())
        .context(BackendContext.builder().directory(project).environment(Map.of()));
  }
}
