package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.spi.BackendContext;
import dev.secrets.spi.ByteSource;
import dev.secrets.spi.SecretCodec;
import dev.secrets.testkit.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write, git-crypt reads, and the reverse. */
@Tag(Peers.TAG)
final class GitCryptPeerTest {

  private static final int MI_B = 1 << 20;
  private static final String ATTRIBUTES =
      "*.sec filter=git-crypt diff=git-crypt\n*.ops filter=git-crypt-ops diff=git-crypt-ops\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        15,
        16,
        17,
        21,
        22,
        23,
        4095,
        4096,
        4097,
        65_515,
        65_516,
        65_517,
        8 * MI_B - 1,
        8 * MI_B,
        8 * MI_B + 1
      })
  void both_encode_to_the_same_bytes_and_decode_them(int size) throws IOException {
    Path key = Files.write(folder.resolve("key"), Keys.counting(KeyName.DEFAULT).toBytes());
    byte[] plaintext = random(size);

    byte[] theirs =
        Peers.require("git-crypt")
            .feed(plaintext)
            .run("clean", "--key-file=" + key)
            .expectSuccess()
            .stdout();
    byte[] ours = encode(keyFiles(key), plaintext);

    assertThat(ours).isEqualTo(theirs);
    assertThat(decode(keyFiles(key), theirs)).isEqualTo(plaintext);
    assertThat(
            Peers.require("git-crypt")
                .feed(ours)
                .run("smudge", "--key-file=" + key)
                .expectSuccess()
                .stdout())
        .isEqualTo(plaintext);
  }

  @Test
  void git_crypt_unlocks_what_we_encrypted_with_keys_we_made() throws IOException {
    KeyFile main = KeyFile.generate(KeyName.DEFAULT, new SecureRandom());
    KeyFile ops = KeyFile.generate(new KeyName("ops"), new SecureRandom());
    Path mainFile = Files.write(folder.resolve("main.key"), main.toBytes());
    Path opsFile = Files.write(folder.resolve("ops.key"), ops.toBytes());
    Repository origin = Repository.init(folder.resolve("origin"));
    origin.stage(".gitattributes", ATTRIBUTES.getBytes(StandardCharsets.UTF_8));
    origin.stage("a.sec", encode(keyFiles(mainFile), random(100)));
    origin.stage("empty.sec", encode(keyFiles(mainFile), random(0)));
    origin.stage("b.ops", encode(keyFiles(opsFile).named("ops"), random(200)));
    origin.git("commit", "-q", "-m", "encrypted by us");
    Repository clone = Repository.clone(origin.top(), folder.resolve("clone"));

    clone.gitCrypt("unlock", mainFile.toString(), opsFile.toString());

    assertThat(clone.read("a.sec")).isEqualTo(random(100));
    assertThat(clone.read("empty.sec")).isEmpty();
    assertThat(clone.read("b.ops")).isEqualTo(random(200));
    assertThat(clone.git("status", "--porcelain").text()).isEmpty();
  }

  @Test
  void we_decode_what_git_crypt_staged_with_the_keys_of_the_unlocked_repository()
      throws IOException {
    Repository repository = unlocked("repository");
    repository.write("a.sec", random(100));
    repository.write("b.ops", random(200));
    repository.commitAll();

    Sources here = new Sources(repository.top(), Map.of());

    assertThat(repository.staged("a.sec")).isNotEqualTo(random(100));
    assertThat(decode(here, repository.staged("a.sec"))).isEqualTo(random(100));
    assertThat(decode(here, repository.staged("b.ops"))).isEqualTo(random(200));
    assertThat(encode(here, random(100))).isEqualTo(repository.staged("a.sec"));
    assertThat(encode(here.named("ops"), random(200))).isEqualTo(repository.staged("b.ops"));
  }

  @Test
  void a_linked_work_tree_uses_the_keys_of_the_main_one() throws IOException {
    Repository repository = unlocked("repository");
    repository.write("a.sec", random(100));
    repository.commitAll();
    repository.git("worktree", "add", "-q", "--no-checkout", "../linked");

    Sources linked = new Sources(folder.resolve("linked"), Map.of());

    assertThat(decode(linked, repository.staged("a.sec"))).isEqualTo(random(100));
  }

  @Test
  void the_key_files_of_git_crypt_are_written_again_byte_for_byte() throws IOException {
    Repository repository = unlocked("repository");
    repository.gitCrypt("export-key", "../default.key");
    repository.gitCrypt("export-key", "-k", "ops", "../ops.key");

    for (String file : List.of("default.key", "ops.key")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      assertThat(KeyFile.parse(bytes).toBytes()).isEqualTo(bytes);
    }
    assertThat(KeyFile.parse(Files.readAllBytes(folder.resolve("ops.key"))).name())
        .isEqualTo(new KeyName("ops"));
  }

  @Test
  void git_crypt_converts_a_legacy_key_to_what_we_convert_it_to() throws IOException {
    byte[] legacy = Keys.count(0, KeyFile.LEGACY_LENGTH);

    byte[] converted =
        Peers.require("git-crypt")
            .feed(legacy)
            .run("migrate-key", "-", "-")
            .expectSuccess()
            .stdout();

    assertThat(KeyFile.parseLegacy(legacy).toBytes()).isEqualTo(converted);
  }

  @ParameterizedTest
  @CsvSource({
    "default.bundle, default.key, deploy/vars/prod.yml, expected/prod.yml",
    "default.bundle, default.key, deploy/vars/staging.yml, expected/staging.yml",
    "default.bundle, default.key, deploy/files/.env.prod, expected/env.prod",
    "named.bundle, named.default.key, deploy/vars/prod.yml, expected/prod.yml",
    "named.bundle, named.payments.key, deploy/vars/payments.yml, expected/payments.yml"
  })
  void a_locked_clone_is_read_with_its_key_file(
      String bundle, String key, String file, String expected) throws IOException {
    Repository clone =
        Repository.clone(Repository.fixture(bundle, folder), folder.resolve("clone"));
    Sources keys = keyFiles(Repository.fixture(key, folder));

    assertThat(decode(keys, clone.read(file))).isEqualTo(Repository.fixture(expected));
  }

  @Test
  void an_empty_file_of_a_locked_clone_is_read_as_empty() throws IOException {
    Repository clone =
        Repository.clone(Repository.fixture("default.bundle", folder), folder.resolve("clone"));
    Sources keys = keyFiles(Repository.fixture("default.key", folder));

    assertThat(clone.read("deploy/vars/empty.yml")).hasSize(22);
    assertThat(decode(keys, clone.read("deploy/vars/empty.yml"))).isEmpty();
  }

  @Test
  void one_codec_with_both_keys_reads_all_of_a_clone_with_named_keys() throws IOException {
    Repository clone =
        Repository.clone(Repository.fixture("named.bundle", folder), folder.resolve("clone"));
    Sources keys =
        keyFiles(
            Repository.fixture("named.default.key", folder),
            Repository.fixture("named.payments.key", folder));

    assertThat(decode(keys, clone.read("deploy/vars/prod.yml")))
        .isEqualTo(Repository.fixture("expected/prod.yml"));
    assertThat(decode(keys, clone.read("deploy/vars/payments.yml")))
        .isEqualTo(Repository.fixture("expected/payments.yml"));
  }

  private Repository unlocked(String name) throws IOException {
    Repository repository = Repository.init(folder.resolve(name));
    repository.gitCrypt("init");
    repository.gitCrypt("init", "-k", "ops");
    repository.write(".gitattributes", ATTRIBUTES.getBytes(StandardCharsets.UTF_8));
    return repository;
  }

  /** Where a codec finds its keys. */
  private record Sources(Path directory, Map<String, List<String>> options) {

    Sources named(String keyName) {
      return new Sources(
          directory,
          Map.of(
              "key-file", options.getOrDefault("key-file", List.of()),
              "key-name", List.of(keyName)));
    }

    SecretCodec codec() {
      return new GitCrypt()
          .create(BackendContext.builder().directory(directory).options(options).build());
    }
  }

  private static Sources keyFiles(Path... files) {
    return new Sources(
        Path.of("/nonexistent"),
        Map.of("key-file", List.of(files).stream().map(Path::toString).toList()));
  }

  private static byte[] encode(Sources keys, byte[] plaintext) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SecretCodec codec = keys.codec()) {
      codec.encode(ByteSource.of(plaintext), out);
    }
    return out.toByteArray();
  }

  private static byte[] decode(Sources keys, byte[] blob) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SecretCodec codec = keys.codec()) {
      codec.decode(ByteSource.of(blob), out);
    }
    return out.toByteArray();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
