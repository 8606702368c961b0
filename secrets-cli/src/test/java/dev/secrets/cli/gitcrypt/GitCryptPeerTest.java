package dev.secrets.cli.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same arguments to git-crypt and to us, in copies of the same directory: equal exit code,
 * equal state afterwards, and the same streams used. Where scripts read standard output, it is
 * equal.
 */
@Tag(Peers.TAG)
class GitCryptPeerTest {

  private static Template template;

  @TempDir Path folder;

  @BeforeAll
  static void make(@TempDir Path templates) throws IOException {
    template = Template.in(templates);
  }

  /** Where, what is typed, and what is read from standard input: a file beside the repository. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none     | version                          |
          none     | clean --key-file=../key          | text
          none     | clean --key-file ../other        | text
          none     | clean --key-name=x --key-file=../key | text
          none     | clean ../legacy                  | text
          none     | smudge --key-file=../key         | blob
          none     | smudge --key-file=../key         | text
          none     | diff --key-file=../key ../blob   |
          none     | diff --key-file=../key ../text   |
          none     | migrate-key ../legacy -          |
          none     | migrate-key - -                  | legacy
          unlocked | status                           |
          unlocked | status -e                        |
          unlocked | status -u                        |
          unlocked | status -r                        |
          unlocked | status a.sec                     |
          unlocked | status -- plain nothing          |
          unlocked | status no-such-file              |
          unlocked | export-key -                     |
          unlocked | clean                            | text
          unlocked | clean -k absent                  | text
          unlocked | smudge                           | blob
          unlocked | diff ../blob                     |
          unlocked | diff ../text                     |
          unlocked | export-key -k default -          |
          unlocked | clean -k default                 | text
          locked   | status                           |
          """)
  void what_scripts_read_is_equal(String where, String typed, String input) throws IOException {
    Outcome real = real(where, typed, input);
    Outcome ours = ours(where, typed, input);

    assertThat(ours.exit).isEqualTo(real.exit);
    assertThat(ours.out).isEqualTo(real.out);
    assertThat(ours.state).isEqualTo(real.state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none     | ''                               |
          none     | --version                        |
          none     | --help                           |
          none     | help                             |
          none     | help init                        |
          none     | help status                      |
          none     | help nonsense                    |
          none     | nonsense                         |
          none     | --nonsense                       |
          none     | keygen ../new                    |
          none     | keygen -                         |
          none     | keygen ../key                    |
          none     | keygen                           |
          none     | keygen a b                       |
          none     | migrate-key ../legacy ../new     |
          none     | migrate-key ../key ../new        |
          none     | migrate-key ../text ../new       |
          none     | migrate-key ../absent ../new     |
          none     | migrate-key ../legacy            |
          none     | init                             |
          none     | lock                             |
          none     | unlock ../key                    |
          none     | export-key -                     |
          none     | clean                            | text
          none     | clean --nonsense                 | text
          none     | clean --key-file=../absent       | text
          none     | clean a b c                      | text
          none     | smudge                           | blob
          locked   | smudge                           | text
          locked   | diff ../blob                     |
          none     | diff                             |
          none     | diff --key-file=../key ../absent |
          fresh    | init                             |
          fresh    | init -k team                     |
          fresh    | init -kteam_1-A                  |
          fresh    | init --key-name=team             |
          fresh    | init --key-name team             |
          fresh    | init -k default                  |
          fresh    | init -k bad/name                 |
          fresh    | init -k                          |
          fresh    | init --nonsense                  |
          fresh    | init -k team ../key              |
          fresh    | init a b                         |
          fresh    | init ../key                      |
          fresh    | status                           |
          fresh    | lock                             |
          fresh    | lock -a                          |
          fresh    | unlock ../key                    |
          fresh    | unlock                           |
          fresh    | export-key -                     |
          fresh    | add-gpg-user a@example.org       |
          unlocked | init                             |
          unlocked | init -k team                     |
          unlocked | export-key ../new                |
          unlocked | export-key ../other              |
          unlocked | export-key -k absent -           |
          unlocked | export-key                       |
          unlocked | export-key a b                   |
          unlocked | status -e -u                     |
          unlocked | status -f -e                     |
          unlocked | status -x                        |
          unlocked | status -f                        |
          unlocked | lock                             |
          unlocked | lock -a                          |
          unlocked | lock --all --force               |
          unlocked | lock -a -k team                  |
          unlocked | lock -k bad/name                 |
          unlocked | lock -k team                     |
          unlocked | lock -x                          |
          unlocked | lock extra                       |
          unlocked | unlock ../key                    |
          unlocked | add-gpg-user                     |
          unlocked | add-gpg-user a@example.org       |
          unlocked | add-gpg-user -k absent a@example.org |
          locked   | unlock ../key                    |
          locked   | unlock -                         | key
          locked   | unlock ../absent                 |
          locked   | unlock ../legacy                 |
          locked   | unlock ../cut                    |
          locked   | unlock ../text                   |
          locked   | unlock -z                        |
          locked   | unlock -- ../key                 |
          locked   | unlock                           |
          locked   | init ../key                      |
          locked   | lock                             |
          locked   | lock -f                          |
          locked   | lock -a                          |
          locked   | export-key -                     |
          locked   | add-gpg-user a@example.org       |
          dirty    | lock                             |
          dirty    | lock --force                     |
          dirty    | unlock ../key                    |
          exposed  | status                           |
          exposed  | status -e                        |
          exposed  | status -u                        |
          exposed  | status -f                        |
          """)
  void every_command_ends_alike(String where, String typed, String input) throws IOException {
    Outcome real = real(where, typed, input);
    Outcome ours = ours(where, typed, input);

    assertThat(ours.exit).isEqualTo(real.exit);
    assertThat(ours.out.isEmpty()).as("nothing on standard output").isEqualTo(real.out.isEmpty());
    if (real.err.isEmpty()) {
      assertThat(ours.err).isEmpty();
    }
    if (real.exit != 0) {
      assertThat(ours.err + ours.out).as("the reason").isNotEmpty();
    }
    assertThat(ours.state).isEqualTo(real.state);
  }

  /** The real tool leaves these half done; we leave them as they were. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          locked   | unlock ../other
          locked   | unlock ../empty
          unlocked | unlock ../other
          """)
  void an_unlock_that_fails_changes_nothing(String where, String typed) throws IOException {
    Map<String, String> before = Template.state(template.copy(where, folder.resolve("before")));

    Outcome ours = ours(where, typed, null);

    assertThat(ours.exit).isEqualTo(Program.FAILED);
    assertThat(ours.state).isEqualTo(before);
  }

  private record Outcome(int exit, String out, String err, Map<String, String> state) {}

  private Outcome real(String where, String typed, String input) throws IOException {
    Path directory = template.copy(where, folder.resolve("real"));
    PeerCommand command =
        Template.command(directory.resolve("repo"), "git-crypt").feed(input(directory, input));
    PeerCommand.Outcome outcome = command.run(words(typed).toArray(String[]::new));
    return new Outcome(
        outcome.exit(),
        Typed.latin1(outcome.stdout()),
        outcome.stderr(),
        Template.state(directory));
  }

  private Outcome ours(String where, String typed, String input) throws IOException {
    Path directory = template.copy(where, folder.resolve("ours"));
    Typed outcome =
        Typed.in(directory.resolve("repo"), Map.of(), input(directory, input), words(typed));
    return new Outcome(outcome.exit(), outcome.out(), outcome.err(), Template.state(directory));
  }

  private static byte[] input(Path directory, String name) throws IOException {
    return name == null ? new byte[0] : Files.readAllBytes(directory.resolve(name));
  }

  private static List<String> words(String typed) {
    return Stream.of(typed.split(" ")).filter(word -> !word.isEmpty()).toList();
  }
}
