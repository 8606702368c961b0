package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.gitcrypt.CheckFinding.Kind;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class CheckTest {

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void unlock() throws IOException {
    repository = Scene.unlocked(folder);
  }

  @Test
  void a_sound_repository_has_no_findings_open_or_locked() {
    assertThat(repository.ours().check(CheckScope.repository())).isEmpty();
    assertThat(repository.ours().check(CheckScope.commits(List.of("--all")))).isEmpty();

    repository.lock();

    assertThat(repository.ours().check(CheckScope.repository())).isEmpty();
  }

  @Test
  void staged_plaintext_is_found() {
    repository.stage("c.sec", bytes("oops"));

    assertThat(kinds(CheckScope.staged())).containsExactly(Kind.PLAINTEXT);
  }

  @Test
  void what_another_tool_encrypted_is_not_called_plaintext() {
    repository.stage("c.sec", bytes("age-encryption.org/v1\n-> X25519"));

    assertThat(kinds(CheckScope.staged())).containsExactly(Kind.FOREIGN_FORMAT);
  }

  @Test
  void plaintext_in_history_is_found_with_its_commit() {
    repository.stage("c.sec", bytes("oops"));
    repository.git("commit", "-q", "-m", "leak");
    String leak = repository.git("rev-parse", "HEAD").text().strip();
    repository.git("rm", "-q", "--cached", "c.sec");
    repository.git("commit", "-q", "-m", "remove");

    assertThat(repository.ours().check(CheckScope.commits(List.of("HEAD~2..HEAD"))))
        .extracting(CheckFinding::kind, CheckFinding::place, CheckFinding::commit)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.PLAINTEXT, "c.sec", leak));
    assertThat(kinds(CheckScope.commits(List.of("--all")))).containsExactly(Kind.PLAINTEXT);
    assertThat(kinds(CheckScope.commits(List.of("HEAD~1..HEAD")))).isEmpty();
  }

  @Test
  void a_bare_repository_can_be_checked() throws IOException {
    repository.stage("c.sec", bytes("oops"));
    repository.git("commit", "-q", "-m", "leak");
    Repository bare = new Repository(folder.resolve("bare.git"));
    repository.git("clone", "-q", "--bare", ".", bare.top().toString());

    assertThat(bare.ours().check(CheckScope.commits(List.of("main"))))
        .extracting(CheckFinding::kind)
        .containsExactly(Kind.PLAINTEXT);
  }

  @Test
  void a_link_is_not_plaintext() {
    String id =
        repository
            .command("git")
            .feed(bytes("a.sec"))
            .run("hash-object", "-w", "--stdin")
            .expectSuccess()
            .text()
            .strip();
    repository.git("update-index", "--add", "--cacheinfo", "120000," + id + ",link.sec");
    repository.git("commit", "-q", "-m", "link");

    assertThat(kinds(CheckScope.staged())).isEmpty();
    assertThat(kinds(CheckScope.commits(List.of("HEAD~1..")))).isEmpty();
  }

  @Test
  void mistakes_in_attributes_are_found() throws IOException {
    repository.write(
        ".gitattributes",
        Scene.ATTRIBUTES + "a.sec !diff\nsecret/ filter=git-crypt\n*.never filter=git-crypt\n");
    repository.git("add", ".gitattributes");

    assertThat(kinds(CheckScope.repository()))
        .containsExactly(Kind.PATTERN_OF_DIRECTORY, Kind.DIFF_MISSING, Kind.PATTERN_WITHOUT_FILE);
    assertThat(kinds(CheckScope.staged())).containsExactly(Kind.PATTERN_OF_DIRECTORY);
  }

  @Test
  void attributes_that_git_cannot_read_are_found() throws IOException {
    repository.write(".gitattributes", "* filter=git-crypt diff=git-crypt\n");
    repository.git("add", ".gitattributes");

    assertThat(kinds(CheckScope.staged())).containsExactly(Kind.ATTRIBUTES_ENCRYPTED);
  }

  @Test
  void a_driver_that_nobody_configured_is_found() throws IOException {
    repository.write(".gitattributes", Scene.ATTRIBUTES + "*.pay filter=git-crypt-pay\n");
    repository.write("x.pay", "pay");
    repository.commitAll();

    assertThat(kinds(CheckScope.repository()))
        .contains(Kind.DRIVER_MISSING, Kind.PLAINTEXT, Kind.DIFF_MISSING);
  }

  @Test
  void cached_texts_are_found() {
    repository.git("config", "diff.git-crypt.cachetextconv", "true");

    assertThat(kinds(CheckScope.repository())).containsExactly(Kind.TEXT_CACHED);
  }

  @Test
  void a_blob_under_another_key_of_this_repository_is_found() throws IOException {
    repository.ours().init(Optional.of("next"));
    repository.write(".gitattributes", "*.sec filter=git-crypt-next diff=git-crypt-next\n");
    repository.git("add", ".gitattributes");

    assertThat(kinds(CheckScope.repository())).containsExactly(Kind.RETIRED_KEY, Kind.RETIRED_KEY);
  }

  @Test
  void an_altered_blob_is_found() throws IOException {
    byte[] blob = repository.staged("a.sec");
    blob[blob.length - 1] ^= 1;
    repository.stage("a.sec", blob);

    assertThat(kinds(CheckScope.repository())).containsExactly(Kind.UNREADABLE);
  }

  private List<Kind> kinds(CheckScope scope) {
    return repository.ours().check(scope).stream().map(CheckFinding::kind).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
