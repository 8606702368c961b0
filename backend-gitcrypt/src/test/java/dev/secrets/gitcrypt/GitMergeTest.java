package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class GitMergeTest {

  private static final String BASE = "A=1\nB=2\nC=3\nD=4\nE=5\n";

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void unlock() throws IOException {
    repository = Scene.unlocked(folder);
    repository.write(".gitattributes", "*.sec filter=git-crypt diff=git-crypt merge=git-crypt\n");
    repository.write("a.sec", BASE);
    repository.commitAll();
    repository.git("checkout", "-q", "-b", "side");
  }

  @Test
  void changes_of_different_lines_merge_into_an_encrypted_blob() throws IOException {
    change("A=1", "A=side");
    repository.git("checkout", "-q", "main");
    change("E=5", "E=main");

    repository.git("merge", "-q", "-m", "both", "side");

    assertThat(repository.text("a.sec")).isEqualTo("A=side\nB=2\nC=3\nD=4\nE=main\n");
    assertThat(BlobHeader.hasMagic(repository.staged("a.sec"))).isTrue();
    assertThat(repository.changes()).isEmpty();
  }

  @Test
  void a_conflict_shows_readable_marks_and_its_resolution_is_encrypted() throws IOException {
    change("C=3", "C=side");
    repository.git("checkout", "-q", "main");
    change("C=3", "C=main");

    PeerCommand.Outcome merge = repository.command("git").run("merge", "side");

    assertThat(merge.exit()).isEqualTo(1);
    assertThat(repository.text("a.sec"))
        .contains("<<<<<<< ours\nC=main\n=======\nC=side\n>>>>>>> theirs\n");
    repository.write("a.sec", BASE);
    repository.git("add", "a.sec");
    assertThat(BlobHeader.hasMagic(repository.staged("a.sec"))).isTrue();
  }

  @Test
  void a_rebase_goes_through_the_driver_too() throws IOException {
    change("A=1", "A=side");
    repository.git("checkout", "-q", "main");
    change("E=5", "E=main");

    repository.git("rebase", "-q", "main", "side");

    assertThat(repository.text("a.sec")).isEqualTo("A=side\nB=2\nC=3\nD=4\nE=main\n");
  }

  @Test
  void binary_content_is_a_conflict_that_keeps_our_side() throws IOException {
    change(BASE, "side\0");
    repository.git("checkout", "-q", "main");
    change(BASE, "main\0");

    assertThat(repository.command("git").run("merge", "side").exit()).isEqualTo(1);

    assertThat(repository.text("a.sec")).isEqualTo("main\0");
  }

  @Test
  void a_clone_without_the_driver_is_unharmed() throws IOException {
    change("A=1", "A=side");
    repository.git("checkout", "-q", "main");
    change("E=5", "E=main");
    repository.git("config", "--remove-section", "merge.git-crypt");
    byte[] ours = repository.staged("a.sec");

    assertThat(repository.command("git").run("merge", "side").exit()).isEqualTo(1);

    repository.git("checkout", "-q", "--ours", "a.sec");
    repository.git("add", "a.sec");
    assertThat(repository.staged("a.sec")).isEqualTo(ours);
  }

  private void change(String from, String to) throws IOException {
    repository.write("a.sec", repository.text("a.sec").replace(from, to));
    repository.commitAll();
  }
}
