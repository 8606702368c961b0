package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.SecretNotFoundException;
import dev.secrets.WriteConflictException;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The removal of a collaborator, killed at each step: it can be done again, and undone. */
@Tag(Peers.TAG)
final class KilledRemovalTest {

  private static Keyring keyring;

  @TempDir Path folder;
  private Repository repository;
  private Map<String, String> variables;

  @BeforeAll
  static void generate() throws IOException {
    keyring = Keyring.create();
    keyring.generate("Alice <alice@example.org>", "default", "never");
    keyring.generate("Bob <bob@example.org>", "default", "never");
  }

  @AfterAll
  static void close() {
    keyring.close();
  }

  @BeforeEach
  void add() throws IOException {
    repository = Scene.unlocked(folder);
    variables = keyring.withoutGpg(); // which spares many processes
    ours(repository)
        .addGpgUsers(new AddUserRequest(Optional.empty(), List.of("alice", "bob"), true, true));
  }

  @ParameterizedTest
  @CsvSource({
    "--add, 1, before",
    "--add, 5, after",
    "add, 1, before",
    "add, 1, after",
    "add, 2, after",
    "rm, 1, after",
    "commit, 1, before"
  })
  void a_killed_removal_is_done_again_or_undone(String step, int time, String when)
      throws Exception {
    String config = Files.readString(repository.top().resolve(".git/config"));

    new Killer(folder).kill(step, time, when, variables, repository.top(), "--remove", "bob");
    assertPlaintextIsSafe();
    Repository copy = copy();

    Killer.eventually(() -> ours(repository).removeGpgUser("bob", Optional.empty(), true));
    assertRemoved(repository);

    Killer.eventually(() -> ours(copy).abortRemoval());
    assertThat(copy.changes()).isEmpty();
    assertThat(copy.text("a.sec")).isEqualTo("alpha\n");
    assertThat(ours(copy).gpgUsers()).hasSize(2);
    assertThat(Files.readString(copy.top().resolve(".git/config"))).isEqualTo(config);
    assertThat(copy.top().resolve(".git/git-crypt/keys/default-2")).doesNotExist();
    assertThat(copy.top().resolve(".git-crypt/keys/default-2")).doesNotExist();
    assertThat(copy.top().resolve(".git/git-crypt.rotation")).doesNotExist();
  }

  @Test
  void a_removal_that_is_killed_after_the_commit_is_done() throws Exception {
    new Killer(folder).kill("commit", 1, "after", variables, repository.top(), "--remove", "bob");

    Killer.eventually(
        () ->
            assertThatThrownBy(() -> ours(repository).abortRemoval())
                .satisfies(
                    answer -> {
                      if (answer instanceof WriteConflictException running) {
                        throw running;
                      }
                      assertThat(answer).isInstanceOf(SecretNotFoundException.class);
                    }));

    assertRemoved(repository);
  }

  @Test
  void nothing_is_locked_while_half_of_it_is_under_a_key_to_be_undone() throws Exception {
    new Killer(folder).kill("rm", 1, "before", variables, repository.top(), "--remove", "bob");

    assertThatThrownBy(repository::lock)
        .isInstanceOfSatisfying(
            WriteConflictException.class,
            refusal -> assertThat(refusal.hints()).first().asString().contains("--abort"));

    assertThat(repository.text("a.sec")).isEqualTo("alpha\n");
  }

  private GitCryptRepository ours(Repository one) {
    return one.ours(variables);
  }

  private void assertPlaintextIsSafe() {
    for (String file : List.of("a.sec", "sub/b.sec")) {
      assertThat(BlobHeader.hasMagic(repository.staged(file))).isTrue();
    }
  }

  private void assertRemoved(Repository one) throws IOException {
    assertThat(one.changes()).isEmpty();
    assertThat(one.text("a.sec")).isEqualTo("alpha\n");
    assertThat(one.text(".gitattributes")).contains("git-crypt-default-2");
    assertThat(ours(one).gpgUsers())
        .filteredOn(user -> user.keyName().equals("default-2"))
        .extracting(GpgUser::name)
        .containsExactly("Alice <alice@example.org>");
    assertThat(ours(one).check(CheckScope.repository())).isEmpty();
    assertThat(one.top().resolve(".git/git-crypt.rotation")).doesNotExist();
  }

  /** With all that was left, as it was left. */
  private Repository copy() {
    Path copy = folder.resolve("copy");
    repository
        .command("cp")
        .run("-a", repository.top().toString(), copy.toString())
        .expectSuccess();
    return new Repository(copy);
  }
}
