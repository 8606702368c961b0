package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class StatusTest {

  private static final StatusRequest TRACKED = new StatusRequest(List.of(), false);
  private static final StatusRequest ALL = new StatusRequest(List.of(), true);

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void unlock() throws IOException {
    repository = Scene.unlocked(folder);
  }

  @Test
  void tracked_files_come_in_the_order_of_the_index() {
    assertThat(repository.ours().status(TRACKED))
        .extracting(FileStatus::path, FileStatus::isEncrypted, FileStatus::isExposed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(".gitattributes", false, false),
            org.assertj.core.groups.Tuple.tuple("a.sec", true, false),
            org.assertj.core.groups.Tuple.tuple("plain", false, false),
            org.assertj.core.groups.Tuple.tuple("sub/b.sec", true, false));
  }

  @Test
  void untracked_files_come_first_when_asked_for() throws IOException {
    repository.write("new.sec", "x");

    assertThat(repository.ours().status(ALL))
        .first()
        .extracting(FileStatus::path)
        .isEqualTo("new.sec");
    assertThat(repository.ours().status(TRACKED)).noneMatch(file -> file.path().equals("new.sec"));
  }

  @Test
  void paths_are_relative_to_the_directory() {
    assertThat(new Repository(repository.top().resolve("sub")).ours().status(TRACKED))
        .extracting(FileStatus::path)
        .contains("../a.sec", "b.sec");
  }

  @Test
  void plaintext_behind_the_attribute_is_exposed() {
    repository.stage("c.sec", "oops".getBytes(StandardCharsets.US_ASCII));

    assertThat(repository.ours().status(TRACKED))
        .filteredOn(FileStatus::isExposed)
        .extracting(FileStatus::path)
        .containsExactly("c.sec");
  }

  @Test
  void a_missing_diff_attribute_is_told() throws IOException {
    repository.write(".gitattributes", "*.sec filter=git-crypt\n");

    assertThat(repository.ours().status(TRACKED)).filteredOn(FileStatus::lacksDiff).hasSize(2);
  }

  @Test
  void a_path_that_is_no_text_is_listed() {
    repository.stage("blank and ümlaut.sec", repository.staged("a.sec"));

    assertThat(repository.ours().status(TRACKED))
        .filteredOn(FileStatus::blobEncrypted)
        .extracting(FileStatus::path)
        .contains("blank and ümlaut.sec");
  }

  @Test
  void fix_stages_the_encrypted_version() throws IOException {
    repository.write("c.sec", "oops");
    repository.stage("c.sec", "oops".getBytes(StandardCharsets.US_ASCII));

    StatusFix fix = repository.ours().fix(TRACKED);

    assertThat(fix.staged()).containsExactly("c.sec");
    assertThat(BlobHeader.hasMagic(repository.staged("c.sec"))).isTrue();
  }

  @Test
  void fix_tells_what_is_missing() {
    repository.stage("c.sec", "oops".getBytes(StandardCharsets.US_ASCII));

    assertThat(repository.ours().fix(TRACKED).missing()).containsExactly("c.sec");
  }

  @Test
  void fix_takes_a_file_that_looks_like_a_pattern_for_that_file() throws IOException {
    repository.stage("*.sec", "exposed".getBytes(StandardCharsets.UTF_8));
    repository.stage(":odd.sec", "exposed".getBytes(StandardCharsets.UTF_8));
    repository.write("*.sec", "exposed");
    repository.write(":odd.sec", "exposed");
    repository.write("a.sec", "not to be staged\n");

    assertThat(repository.ours().fix(TRACKED).staged()).containsExactly("*.sec", ":odd.sec");

    assertThat(repository.git("diff", "--name-only").text()).isEqualTo("a.sec\n");
  }

  @Test
  void fix_can_do_nothing_in_a_locked_clone() throws IOException {
    repository.lock();
    repository.write("c.sec", "oops");
    repository.stage("c.sec", "oops".getBytes(StandardCharsets.US_ASCII));

    assertThat(repository.ours().fix(TRACKED).unchanged()).containsExactly("c.sec");
  }

  @Test
  void small_plaintext_blobs_are_never_emptied() throws IOException {
    for (int size : new int[] {0, 1, 21, 22, 23}) {
      repository.stage(size + ".sec", "x".repeat(size).getBytes(StandardCharsets.US_ASCII));
    }
    repository.git("checkout", "-q", "--", ".");

    repository.ours().fix(TRACKED);

    for (int size : new int[] {0, 1, 21, 22, 23}) {
      Files.delete(repository.top().resolve(size + ".sec"));
      repository.git("checkout", "-q", "--", size + ".sec");
      assertThat(repository.text(size + ".sec")).isEqualTo("x".repeat(size));
      assertThat(BlobHeader.hasMagic(repository.staged(size + ".sec"))).isTrue();
    }
  }
}
