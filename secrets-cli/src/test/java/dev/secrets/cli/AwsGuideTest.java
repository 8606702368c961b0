package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide, one after the other, on the fake AWS. */
class AwsGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "aws-secrets-manager.md");
  private static final String PROMPT = "$ secrets ";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir static Path directory;
  private static FakeSecretsManager fake;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(directory.resolve("keys.env"), "API_KEY=first\n");
    fake = FakeSecretsManager.start();
    fake.add("prod/db", "{\"username\":\"app\",\"password\":\"first\"}");
  }

  @AfterAll
  static void stop() {
    fake.close();
  }

  @TestFactory
  Stream<DynamicTest> a_command_of_the_guide_works() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String line : Files.readAllLines(GUIDE)) {
      if (line.startsWith(PROMPT)) {
        commands.add(line.substring(PROMPT.length()));
      }
    }
    assertThat(commands).hasSizeGreaterThan(15);
    return commands.stream().map(line -> DynamicTest.dynamicTest(line, () -> run(line)));
  }

  private static void run(String line) {
    InProcess command = InProcess.in(directory).with("HOME", directory.toString());
    fake.environment().forEach(command::with);

    InProcess.Outcome outcome = command.run(words(line));

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.DONE);
  }

  private static String[] words(String line) {
    return WORD.matcher(line).results().map(AwsGuideTest::word).toArray(String[]::new);
  }

  private static String word(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }
}
