package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.CheckedProject.Generation;
import dev.secrets.cli.InProcess.Outcome;
import dev.secrets.testkit.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(Peers.TAG)
class ScanCommandTest {

  private static final String VALUE = "prod-FAKE-key";
  private static final String NAME = "the value of 'PROC_WRAPPER_API_KEY' of 'prod'";

  @TempDir private Path directory;

  private CheckedProject project;

  @BeforeEach
  void makeProject() {
    project = CheckedProject.make(directory, Generation.A);
  }

  @Test
  void nothing_is_found_where_nothing_leaked() {
    for (String option : List.of("-v", "--staged", "--history")) {
      Outcome outcome = InProcess.in(directory).run("scan", option);

      assertThat(outcome.exit()).as(outcome.out()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void a_value_is_found_in_any_spelling_and_not_shown() {
    byte[] bytes = VALUE.getBytes(StandardCharsets.UTF_8);
    project.write("src/plain.py", "\nkey = '" + VALUE + "'\n");
    project.write("src/hex.py", HexFormat.of().formatHex(bytes));
    project.write("src/base64.py", Base64.getEncoder().encodeToString(bytes));
    project.write(
        "src/inside.py",
        Base64.getEncoder().encodeToString(("u:" + VALUE + "!").getBytes(StandardCharsets.UTF_8)));

    Outcome outcome = InProcess.in(directory).run("scan");

    assertThat(outcome.exit()).isEqualTo(ExitCode.FOUND);
    assertThat(outcome.out())
        .contains(
            "src/plain.py:2: " + NAME,
            "src/hex.py:1: " + NAME,
            "src/base64.py:1: " + NAME,
            "src/inside.py:1: " + NAME)
        .doesNotContain(VALUE);
  }

  @Test
  void what_is_staged_is_looked_at_and_not_what_lies_there() {
    project.write("src/staged.py", VALUE).git("add", "src/staged.py").write("src/staged.py", "");
    project.write("src/loose.py", VALUE);

    Outcome outcome = InProcess.in(directory).run("scan", "--staged");

    assertThat(outcome.out()).contains("src/staged.py:1").doesNotContain("loose");
  }

  @Test
  void a_folder_without_git_is_looked_through() {
    project.write("build/report/log.txt", "password " + VALUE);

    assertThat(InProcess.in(directory).run("scan", "build").out()).contains("report/log.txt:1");
  }

  @Test
  void every_value_planted_in_a_long_history_is_found() {
    Random random = new Random(7);
    int commits = 300;
    Set<String> planted = new TreeSet<>();
    StringBuilder stream = new StringBuilder();
    for (int commit = 1; commit <= commits; commit++) {
      String path = "src/file" + commit % 50 + ".txt";
      boolean leaks = random.nextInt(30) == 0;
      if (leaks) {
        path = "src/leak" + commit + ".txt";
        planted.add(path);
      }
      String content = "line " + commit + "\n" + (leaks ? VALUE : "nothing") + "\n";
      stream.append(
          "commit refs/heads/long\ncommitter T <t@example.invalid> %d +0000\ndata 1\nx\nM 644 inline %s\ndata %d\n%s\n"
              .formatted(1_700_000_000 + commit, path, content.length(), content));
      if (leaks) {
        stream.append(
            "commit refs/heads/long\ncommitter T <t@example.invalid> %d +0000\ndata 1\nx\nD %s\n\n"
                .formatted(1_700_000_000 + commit, path));
      }
    }
    Peers.require("git")
        .in(directory)
        .feed(stream.toString().getBytes(StandardCharsets.UTF_8))
        .run("fast-import", "--quiet")
        .expectSuccess();

    Outcome outcome = InProcess.in(directory).run("scan", "--history");

    Set<String> found =
        outcome
            .out()
            .lines()
            .filter(line -> line.contains("src/leak"))
            .map(line -> line.substring(0, line.indexOf(':')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).isEqualTo(planted).isNotEmpty();
    assertThat(outcome.out().lines().filter(line -> !line.contains("src/leak"))).hasSize(1);
  }

  @Test
  void a_commit_message_is_part_of_the_history() {
    project.git("commit", "--allow-empty", "-qm", "use " + VALUE);

    assertThat(InProcess.in(directory).run("scan", "--history").out()).contains("commit", NAME);
  }
}
