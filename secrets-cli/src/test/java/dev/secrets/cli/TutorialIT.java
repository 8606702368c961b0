package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the tutorial, each part from a fresh copy of the sample. */
class TutorialIT {

  private static final Path TUTORIAL = Path.of("..", "docs", "tutorial.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> a_method_can_be_followed_step_by_step() throws IOException {
    Peers.require("git");
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(TUTORIAL)).results().toList();
    assertThat(blocks).hasSize(3);
    return blocks.stream()
        .map(block -> block.group(1))
        .map(block -> DynamicTest.dynamicTest(block.lines().toList().get(0), () -> follow(block)));
  }

  private void follow(String block) throws IOException {
    Path fresh = Files.createTempDirectory(folder, "tutorial");
    MoveProject project = MoveProject.in(fresh);
    try (FakeSecretsManager aws = Packaged.aws()) {
      PeerCommand shell = Packaged.shell(project.root, aws.environment());
      for (String line : block.lines().toList()) {
        PeerCommand.Outcome outcome =
            shell.with("HOME", fresh.resolve("home").toString()).run("-c", line);
        assertThat(outcome.exit()).as(line + "\n" + outcome.stderr()).isZero();
      }
    }
  }
}
