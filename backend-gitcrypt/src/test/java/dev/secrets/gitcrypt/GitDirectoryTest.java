package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
final class GitDirectoryTest {

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void resolveLinks() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void a_plain_repository_is_found_from_below() throws IOException {
    Repository repository = Repository.init(folder.resolve("plain"));
    repository.write("a/b/file", new byte[0]);

    assertFoundAsGitDoes(repository.top().resolve("a/b"));
  }

  @Test
  void a_linked_work_tree_has_its_own_directory_and_shares_the_common_one() throws IOException {
    Repository repository = repositoryWithACommit();
    repository.git("worktree", "add", "-q", "../linked");

    GitDirectory found = assertFoundAsGitDoes(folder.resolve("linked"));

    assertThat(found.keyStores())
        .extracting(KeyStore::root)
        .containsExactly(
            repository.top().resolve(".git/worktrees/linked/git-crypt"),
            repository.top().resolve(".git/git-crypt"));
  }

  @Test
  void a_submodule_has_a_directory_of_its_own() throws IOException {
    Repository inner = repositoryWithACommit();
    Repository outer = Repository.init(folder.resolve("outer"));
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "-q", "add", inner.top().toString(), "in");

    GitDirectory found = assertFoundAsGitDoes(outer.top().resolve("in"));

    assertThat(found.own()).isEqualTo(outer.top().resolve(".git/modules/in"));
  }

  @Test
  void a_bare_repository_is_one() throws IOException {
    Repository repository = Repository.init(folder.resolve("bare"));
    repository.git("init", "-q", "--bare", "bare.git");

    assertFoundAsGitDoes(repository.top().resolve("bare.git"));
  }

  @Test
  void an_empty_directory_named_dot_git_is_passed_over() throws IOException {
    Repository repository = Repository.init(folder.resolve("plain"));
    Files.createDirectories(repository.top().resolve("sub/.git"));

    assertFoundAsGitDoes(repository.top().resolve("sub"));
  }

  @Test
  void the_environment_may_name_it() throws IOException {
    Repository repository = Repository.init(folder.resolve("plain"));

    assertThat(GitDirectory.find(folder, Map.of("GIT_DIR", "plain/.git")))
        .contains(
            new GitDirectory(repository.top().resolve(".git"), repository.top().resolve(".git")));
  }

  @Test
  void outside_of_a_repository_there_is_none() {
    assertThat(GitDirectory.find(Path.of("/nonexistent/a"), Map.of())).isEmpty();
  }

  @Test
  void a_file_that_points_nowhere_is_told() throws IOException {
    Files.writeString(folder.resolve(".git"), "s3cret\n");

    assertThatThrownBy(() -> GitDirectory.find(folder, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'" + folder.resolve(".git") + "' does not name a git directory");
  }

  private Repository repositoryWithACommit() throws IOException {
    Repository repository = Repository.init(folder.resolve("main"));
    repository.write("file", new byte[0]);
    repository.commitAll();
    return repository;
  }

  private GitDirectory assertFoundAsGitDoes(Path directory) {
    Repository here = new Repository(directory);
    GitDirectory found = GitDirectory.find(directory, Map.of()).orElseThrow();

    assertThat(found.own()).isEqualTo(directory.resolve(revParse(here, "--git-dir")).normalize());
    assertThat(found.common())
        .isEqualTo(directory.resolve(revParse(here, "--git-common-dir")).normalize());
    return found;
  }

  private static String revParse(Repository here, String what) {
    return here.git("rev-parse", what).text().strip();
  }
}
