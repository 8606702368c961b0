package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the tutorial: each method from a fresh copy of the sample to a sound project. */
class TutorialIT {

  private static final Path TUTORIAL = Path.of("..", "docs", "tutorial.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^## ");
  private static final Pattern BLOCK = Pattern.compile("```(sh|yaml)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TELLS_BY_EXIT_CODE = Pattern.compile("secrets (check|diff)\\b.*");

  /** The waivers of the text end one day, and the test goes on. */
  private static final Pattern EXPIRY = Pattern.compile("expires: [0-9-]+");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> a_method_can_be_followed_to_a_check_without_findings() throws IOException {
    Peers.require("git");
    List<String> sections = List.of(SECTION.split(Files.readString(TUTORIAL)));
    assertThat(sections).hasSize(5);
    return sections.subList(1, 4).stream()
        .map(
            section ->
                DynamicTest.dynamicTest(
                    section.lines().toList().get(0), () -> follow(section + sections.get(4))));
  }

  private void follow(String text) throws IOException {
    Path fresh = Files.createTempDirectory(folder, "tutorial");
    MoveProject project = MoveProject.in(fresh);
    List<PeerCommand.Outcome> checks = new ArrayList<>();
    try (FakeSecretsManager aws = Packaged.aws()) {
      PeerCommand shell =
          Packaged.shell(project.root, aws.environment())
              .with("HOME", fresh.resolve("home").toString());
      for (var block : BLOCK.matcher(text).results().toList()) {
        if (block.group(1).equals("yaml")) {
          append(project.root.resolve("secrets.yaml"), block.group(2));
        } else {
          block.group(2).lines().forEach(line -> run(shell, line, checks));
        }
      }
    }
    assertThat(checks).filteredOn(check -> check.text().startsWith("no findings")).hasSize(2);
    assertThat(checks.get(checks.size() - 1).exit()).isZero();
  }

  private static void run(PeerCommand shell, String line, List<PeerCommand.Outcome> checks) {
    PeerCommand.Outcome outcome = shell.run("-c", line);
    if (line.startsWith("secrets check")) {
      checks.add(outcome);
    }
    boolean tells = TELLS_BY_EXIT_CODE.matcher(line).matches();
    assertThat(outcome.exit())
        .as(line + "\n" + outcome.text() + outcome.stderr())
        .isBetween(0, tells ? 1 : 0);
  }

  private static void append(Path file, String lines) throws IOException {
    String lasting = EXPIRY.matcher(lines).replaceAll("expires: 2999-12-31");
    Files.writeString(file, lasting, StandardOpenOption.APPEND);
  }
}
