package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import dev.secrets.StorageException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeySearchTest {

  @TempDir Path folder;

  @Test
  void keys_come_from_all_places_in_the_documented_order_retired_ones_last() throws IOException {
    save("option1.key", "a1");
    save("option2.key", "a2");
    Files.createDirectories(folder.resolve(".git/refs"));
    Files.createFile(folder.resolve(".git/HEAD"));
    Files.createDirectories(folder.resolve(".git/git-crypt/keys"));
    save(".git/git-crypt/keys/e1", "e1");
    save(".git/git-crypt/keys/default", "default");
    Files.createDirectories(folder.resolve(".git/git-crypt/retired"));
    save(".git/git-crypt/retired/default.1", "f1");
    BackendContext context =
        Keys.context(Keys.file("d", 1))
            .directory(folder)
            .options(Map.of("key-file", List.of("option1.key", "option2.key")))
            .build();

    assertThat(names(context)).containsExactly("a1", "a2", "d", "default", "e1", "f1");
  }

  @Test
  void a_retired_key_opens_but_does_not_encrypt() throws IOException {
    Files.createDirectories(folder.resolve(".git/refs"));
    Files.createFile(folder.resolve(".git/HEAD"));
    Files.createDirectories(folder.resolve(".git/git-crypt/retired"));
    save(".git/git-crypt/retired/default.1", "default");
    KeyRing ring = new KeyRing(Keys.context().directory(folder).build());
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    new BlobCipher(Keys.entry(0, 1)).encode(ByteSource.of(new byte[] {7}), blob);

    assertThat(ring.opening(ByteSource.of(blob.toByteArray()))).isNotNull();
    assertThatThrownBy(ring::forWriting).isInstanceOf(DecryptionFailedException.class);
  }

  @Test
  void a_missing_key_file_is_named() {
    assertThatThrownBy(() -> names(option("gone.key")))
        .isInstanceOf(StorageException.class)
        .hasMessage("cannot read '" + folder.resolve("gone.key") + "': no such file");
  }

  @Test
  void an_unusable_key_file_is_named_with_what_is_wrong() throws IOException {
    Files.write(folder.resolve("empty.key"), Keys.bytes(KeyFileFormat.MAGIC, 2, 0));

    assertThatThrownBy(() -> names(option("empty.key")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "'"
                + folder.resolve("empty.key")
                + "': empty git-crypt key file: it holds a header but no key");
  }

  @Test
  void a_path_that_cannot_be_is_refused() {
    assertThatThrownBy(() -> names(option("a\0b"))).isInstanceOf(InvalidInputException.class);
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

  private BackendContext option(String keyFile) {
    return Keys.context().directory(folder).options(Map.of("key-file", List.of(keyFile))).build();
  }

  private static List<String> names(BackendContext context) {
    return KeySearch.run(context).all().map(key -> key.name().text()).toList();
  }

  private void save(String file, String name) throws IOException {
    Files.write(folder.resolve(file), Keys.file(name, 1).toBytes());
  }
}
