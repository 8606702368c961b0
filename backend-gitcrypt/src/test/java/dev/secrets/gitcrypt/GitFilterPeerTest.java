package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.spi.ByteSource;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real git runs our filter, and the real git-crypt reads what came of it. */
@Tag(Peers.TAG)
final class GitFilterPeerTest {

  private static final int[] SIZES = {0, 1, 21, 22, 23, 800, 65_516, 65_517, 17 << 20};

  @TempDir Path folder;
  private Path key;
  private Repository repository;

  @BeforeEach
  void configure() throws IOException {
    key = Files.write(folder.resolve("key"), Keys.counting(KeyName.DEFAULT).toBytes());
    repository = Repository.init(folder.resolve("repository"));
    repository.write(
        ".gitattributes",
        "*.sec filter=git-crypt diff=git-crypt\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void git_crypt_unlocks_what_git_added_through_our_process() throws IOException {
    useOurs(repository, "process");
    addFiles(repository);

    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));
    clone.gitCrypt("unlock", key.toString());

    assertFiles(clone);
  }

  @Test
  void git_checks_out_through_our_process_what_git_crypt_added() throws IOException {
    repository.gitCrypt("unlock", key.toString());
    addFiles(repository);

    Repository clone = Repository.clone(repository.top(), folder.resolve("clone"));
    clone.git("rm", "-q", "-r", ".");
    useOurs(clone, "process");
    ours(clone).run("reset", "-q", "--hard").expectSuccess();

    assertFiles(clone);
    assertThat(ours(clone).run("status", "--porcelain").expectSuccess().text()).isEmpty();
  }

  @Test
  void git_adds_and_checks_out_through_one_program_per_file() throws IOException {
    useOurs(repository, "clean");
    useOurs(repository, "smudge");
    repository.write("a.sec", random(800));
    ours(repository).run("add", "-A").expectSuccess();

    assertThat(BlobHeader.hasMagic(repository.staged("a.sec"))).isTrue();
    Files.delete(repository.top().resolve("a.sec"));
    ours(repository).run("checkout", "-q", "--", ".").expectSuccess();
    assertThat(repository.read("a.sec")).isEqualTo(random(800));
  }

  @ParameterizedTest
  @ValueSource(strings = {"process", "smudge"})
  void an_altered_blob_is_not_checked_out(String program) throws IOException {
    byte[] blob = Files.readAllBytes(encrypted());
    blob[blob.length - 1] ^= 1;
    repository.stage("a.sec", blob);
    useOurs(repository, program);

    PeerCommand.Outcome checkout = ours(repository).run("checkout", "--", "a.sec");

    assertThat(checkout.exit()).isNotZero();
    assertThat(checkout.stderr()).contains("wrong key, or the file was altered");
    assertThat(repository.top().resolve("a.sec")).doesNotExist();
  }

  @Test
  void a_file_committed_in_plaintext_is_checked_out_whole_whatever_its_size() throws IOException {
    for (int size : SIZES) {
      repository.stage(size + ".sec", random(size));
    }
    useOurs(repository, "process");

    PeerCommand.Outcome checkout = ours(repository).run("checkout", "--", ".").expectSuccess();

    assertThat(checkout.stderr()).containsOnlyOnce("not encrypted: ");
    assertFiles(repository);
  }

  @Test
  void a_locked_file_that_is_added_again_is_not_encrypted_twice() throws IOException {
    byte[] blob = Files.readAllBytes(encrypted());
    repository.write("a.sec", blob);
    useOurs(repository, "process");

    ours(repository).run("add", "-A").expectSuccess();

    assertThat(repository.staged("a.sec")).isEqualTo(blob);
  }

  @Test
  void without_a_key_git_refuses_to_add_instead_of_adding_plaintext() throws IOException {
    useOurs(repository, "process");
    repository.write("a.sec", random(10));

    PeerCommand.Outcome add = repository.command("git").run("add", "a.sec");

    assertThat(add.exit()).isNotZero();
    assertThat(add.stderr()).contains("refused: 'a.sec': no git-crypt key at hand");
    assertThat(repository.git("ls-files").text()).isEmpty();
  }

  private void addFiles(Repository target) throws IOException {
    for (int size : SIZES) {
      target.write(size + ".sec", random(size));
    }
    ours(target).run("add", "-A").expectSuccess();
    ours(target).run("commit", "-q", "-m", "all").expectSuccess();
    for (int size : SIZES) {
      assertThat(BlobHeader.hasMagic(target.staged(size + ".sec"))).isTrue();
    }
  }

  private static void assertFiles(Repository target) throws IOException {
    for (int size : SIZES) {
      assertThat(target.read(size + ".sec")).isEqualTo(random(size));
    }
  }

  private Path encrypted() throws IOException {
    Path file = folder.resolve("blob");
    try (var out = Files.newOutputStream(file)) {
      byte[] plaintext = random(800);
      new BlobCipher(Keys.countingEntry()).encode(ByteSource.of(plaintext), out);
    }
    return file;
  }

  private void useOurs(Repository target, String program) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "\"%s\" -XX:TieredStopAtLevel=1 -cp \"%s\" %s %s"
            .formatted(
                java, System.getProperty("java.class.path"), FilterMain.class.getName(), program);
    target.git("config", "filter.git-crypt." + program, command);
    target.git("config", "filter.git-crypt.required", "true");
  }

  private PeerCommand ours(Repository target) {
    return target.command("git").with("SECRETS_GIT_CRYPT_KEY_FILE", key.toString());
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
