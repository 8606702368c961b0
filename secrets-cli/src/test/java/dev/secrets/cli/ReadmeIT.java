package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the README shows, run as they stand there in a copy of the sample project. */
class ReadmeIT {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

  @TempDir static Path project;
  private static FakeSecretsManager aws;

  @BeforeAll
  static void prepare() throws IOException {
    Packaged.copyOfSample(project);
    aws = Packaged.aws();
  }

  @AfterAll
  static void stop_aws() {
    aws.close();
  }

  @TestFactory
  Stream<DynamicTest> a_command_does_what_it_says() throws IOException {
    Peers.require("python3");
    List<String> lines =
        blocks("README.md")
            .flatMap(String::lines)
            .filter(line -> line.contains("secrets "))
            .toList();
    assertThat(lines).hasSizeGreaterThan(5);
    return lines.stream().map(line -> DynamicTest.dynamicTest(line, () -> run(project, line)));
  }

  @TestFactory
  Stream<DynamicTest> the_page_of_git_crypt_is_right_in_a_locked_clone() throws IOException {
    Path clone = project.resolve("clone");
    Path bundle = Packaged.BUNDLE.resolve("sample.bundle");
    Peers.require("git")
        .run("clone", "-q", "-b", "main", bundle.toString(), clone.toString())
        .expectSuccess();
    Files.copy(Packaged.BUNDLE.resolve("sample.key"), project.resolve("sample.key"));
    return blocks("docs/git-crypt.md")
        .flatMap(String::lines)
        .map(line -> DynamicTest.dynamicTest(line, () -> run(clone, line)));
  }

  @Test
  void the_two_commands_are_there() throws IOException {
    assertThat(blocks("README.md")).contains("docs/quickstart/run.sh\n", "mvn verify\n");
    assertThat(TOP.resolve("docs/quickstart/run.sh")).isExecutable();
  }

  @Test
  void every_link_of_the_documents_leads_somewhere() throws IOException {
    try (Stream<Path> pages = Files.walk(TOP.resolve("docs"), 2)) {
      for (Path page :
          Stream.concat(
                  Stream.of(TOP.resolve("README.md")),
                  pages.filter(p -> p.toString().endsWith(".md")))
              .toList()) {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
          assertThat(page.resolveSibling(links.group(1))).as("link in " + page).exists();
        }
      }
    }
  }

  private static void run(Path directory, String line) {
    Map<String, String> variables = aws.environment();
    PeerCommand shell = Packaged.shell(directory, variables);
    assertThat(shell.run("-c", line).expectSuccess().exit()).isZero();
  }

  private static Stream<String> blocks(String page) throws IOException {
    return BLOCK
        .matcher(Files.readString(TOP.resolve(page)))
        .results()
        .map(block -> block.group(1));
  }
}
