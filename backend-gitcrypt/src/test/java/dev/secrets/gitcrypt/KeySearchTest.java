package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeySearchTest {

  @TempDir Path folder;

  @Test
  void keys_come_from_all_places_in_the_documented_order() throws IOException {
    save("option1.key", "a1");
    save("option2.key", "a2");
    save("file1.key", "b1");
    save("file2.key", "b2");
    Files.createDirectories(folder.resolve(".git/refs"));
    Files.createFile(folder.resolve(".git/HEAD"));
    Files.createDirectories(folder.resolve(".git/git-crypt/keys"));
    save(".git/git-crypt/keys/e1", "e1");
    save(".git/git-crypt/keys/default", "default");
    BackendContext context =
        Keys.context(Keys.file("d", 1))
            .directory(folder)
            .options(Map.of("key-file", List.of("option1.key", "option2.key")))
            .environment(
                Map.of(
                    "SECRETS_GIT_CRYPT_KEY_FILE",
                    "file1.key" + File.pathSeparator + folder.resolve("file2.key"),
                    "SECRETS_GIT_CRYPT_KEY",
                    base64("c")))
            .build();

    assertThat(names(context)).containsExactly("a1", "a2", "b1", "b2", "c", "d", "default", "e1");
  }

  @Test
  void line_ends_in_the_base64_of_a_key_do_not_matter() {
    String key = new StringBuilder(base64("c")).insert(76, "\n").append("\r\n").toString();

    assertThat(names(environment("SECRETS_GIT_CRYPT_KEY", key))).containsExactly("c");
  }

  @Test
  void what_is_not_base64_is_told_without_being_shown() {
    assertThatThrownBy(() -> names(environment("SECRETS_GIT_CRYPT_KEY", "s3cret!")))
        .isInstanceOf(InvalidInputException.class)
        .hasNoCause()
        .hasMessage("the environment variable 'SECRETS_GIT_CRYPT_KEY' is not base64");
  }

  @Test
  void empty_variables_count_as_unset() {
    assertThat(names(environment("SECRETS_GIT_CRYPT_KEY", ""))).isEmpty();
    assertThat(names(environment("SECRETS_GIT_CRYPT_KEY_FILE", File.pathSeparator))).isEmpty();
  }

  @Test
  void a_missing_key_file_is_named() {
    assertThatThrownBy(() -> names(environment("SECRETS_GIT_CRYPT_KEY_FILE", "gone.key")))
        .isInstanceOf(StorageException.class)
        .hasMessage("cannot read '" + folder.resolve("gone.key") + "': no such file");
  }

  @Test
  void an_unusable_key_file_is_named_with_what_is_wrong() throws IOException {
    Files.write(folder.resolve("empty.key"), Keys.bytes(KeyFileFormat.MAGIC, 2, 0));

    assertThatThrownBy(() -> names(environment("SECRETS_GIT_CRYPT_KEY_FILE", "empty.key")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "'"
                + folder.resolve("empty.key")
                + "': empty git-crypt key file: it holds a header but no key");
  }

  @Test
  void a_path_that_cannot_be_is_refused() {
    assertThatThrownBy(() -> names(environment("SECRETS_GIT_CRYPT_KEY_FILE", "a\0b")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void every_key_of_the_source_is_wiped_even_after_a_failure() {
    List<SecretValue> lent =
        List.of(SecretValue.copyOf(new byte[] {1}), SecretValue.copyOf(new byte[] {2}));
    BackendContext context = Keys.context().keys(request -> lent).build();

    assertThatThrownBy(() -> names(context)).isInstanceOf(InvalidInputException.class);

    for (SecretValue key : lent) {
      assertThatThrownBy(key::copyBytes).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void keys_are_sought_once_per_codec() throws IOException {
    List<String> asked = new ArrayList<>();
    BackendContext context =
        Keys.context()
            .keys(
                request -> {
                  asked.add(request.id());
                  return List.of(SecretValue.takeOwnership(Keys.file("default", 1).toBytes()));
                })
            .build();

    KeyRing ring = new KeyRing(context);
    ring.forWriting();
    ring.forWriting();

    assertThat(asked).containsExactly("git-crypt");
  }

  @Test
  void closing_a_ring_wipes_its_keys() {
    KeyRing ring = new KeyRing(Keys.context(Keys.file("default", 1)).build());
    ring.forWriting();

    ring.close();

    assertThatThrownBy(ring::forWriting).isInstanceOf(IllegalStateException.class);
  }

  private BackendContext environment(String variable, String value) {
    return Keys.context().directory(folder).environment(Map.of(variable, value)).build();
  }

  private static List<String> names(BackendContext context) {
    return KeySearch.run(context).stream().map(key -> key.name().text()).toList();
  }

  private void save(String file, String name) throws IOException {
    Files.write(folder.resolve(file), Keys.file(name, 1).toBytes());
  }

  private static String base64(String name) {
    return Base64.getEncoder().encodeToString(Keys.file(name, 1).toBytes());
  }
}
