package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.PeerCommand.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher: how it finds itself and Java, and that its archive never gets in the way. */
class LauncherIT {

  @TempDir Path folder;

  @Test
  void the_launcher_follows_symbolic_links_to_its_home() throws IOException {
    Path second = Files.createSymbolicLink(folder.resolve("second"), Packaged.LAUNCHER);
    Path first = Files.createSymbolicLink(folder.resolve("first"), second.getFileName());

    Outcome outcome = Packaged.shell(folder, Map.of()).run(first.toString(), "version");

    assertThat(outcome.expectSuccess().text()).startsWith("secrets ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"git-crypt", "ansible-vault"})
  void the_tools_that_are_stood_in_for_have_their_help(String tool) {
    Outcome outcome = Packaged.secrets(folder, Map.of()).run("help", tool);

    assertThat(outcome.expectSuccess().text()).startsWithIgnoringCase("usage: " + tool);
  }

  @Test
  void a_jar_that_is_added_to_the_others_is_on_the_class_path() throws IOException {
    Path home = folder.resolve("copy");
    Outcome outcome =
        Packaged.shell(folder, Map.of())
            .run(
                "-c",
                "cp -r "
                    + Packaged.LAUNCHER.resolveSibling("..")
                    + " copy; touch copy/lib/sts.jar; "
                    + "copy/bin/secrets run -C "
                    + sample()
                    + " -e dev -- sh -c 'cat /proc/$PPID/cmdline'");

    assertThat(outcome.expectSuccess().text())
        .contains(home.toRealPath() + "/lib/secrets.jar:")
        .contains(":" + home.toRealPath() + "/lib/sts.jar");
  }

  @Test
  void the_launcher_says_when_there_is_no_java() {
    Outcome outcome =
        Packaged.secrets(folder, Map.of()).with("JAVA_HOME", "/nonexistent").run("version");

    assertThat(outcome.exit()).isEqualTo(125);
    assertThat(outcome.stderr()).startsWith("secrets: error: no java in '/nonexistent'");
  }

  @Test
  void the_launcher_says_when_java_is_too_old() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("bin/java"), Path.of("/bin/true"));
    Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

    Outcome outcome =
        Packaged.secrets(folder, Map.of()).with("JAVA_HOME", folder.toString()).run("version");

    assertThat(outcome.exit()).isEqualTo(125);
    assertThat(outcome.stderr()).contains("is Java 11").contains("Java 17 or later is needed");
  }

  @Test
  void two_first_starts_make_one_archive_that_later_starts_use() throws Exception {
    PeerCommand sh = Packaged.shell(folder, Map.of()).with("SECRETS_NO_CACHE", "0");

    sh.run("-c", "secrets version & secrets version & wait").expectSuccess();
    Path archive = awaitArchive();

    assertThat(files(archive.getParent())).containsExactly(archive);
    Outcome listed =
        sh.run("-c", "secrets run -C " + sample() + " -e dev -- sh -c 'cat /proc/$PPID/maps'");
    assertThat(listed.text()).contains(archive.toString());
  }

  /** Set JAVA_HOME_25_X64, as build services do. */
  @Test
  void a_start_on_java_25_uses_its_archive() throws Exception {
    String java25 = System.getenv("JAVA_HOME_25_X64");
    assumeThat(java25).as("JAVA_HOME_25_X64").isNotNull();
    PeerCommand secrets =
        Packaged.secrets(folder, Map.of("SECRETS_NO_CACHE", "0", "JAVA_HOME", java25));
    secrets.run("version").expectSuccess();
    Path archive = awaitArchive();

    Outcome listed =
        secrets.run(
            "run",
            "-C",
            sample().toString(),
            "-e",
            "dev",
            "--",
            "sh",
            "-c",
            "cat /proc/$PPID/maps");

    assertThat(listed.expectSuccess().text()).contains(archive.toString());
    assertThat(listed.stderr()).isEmpty();
  }

  @Test
  void a_damaged_archive_is_silent() throws Exception {
    PeerCommand secrets = Packaged.secrets(folder, Map.of()).with("SECRETS_NO_CACHE", "0");
    secrets.run("version").expectSuccess();
    Path archive = awaitArchive();
    Files.delete(archive);
    Files.writeString(archive, "not an archive");

    Outcome outcome = secrets.run("version").expectSuccess();

    assertThat(outcome.text()).matches("secrets \\S+\n");
    assertThat(outcome.stderr()).isEmpty();
  }

  @Test
  void a_start_needs_no_home() {
    Outcome outcome =
        Packaged.secrets(folder, Map.of())
            .without("HOME")
            .with("SECRETS_NO_CACHE", "0")
            .run("version");

    assertThat(outcome.expectSuccess().stderr()).isEmpty();
  }

  @Test
  void a_start_leaves_a_home_alone_that_it_cannot_write() throws IOException {
    Path home = Files.writeString(folder.resolve("home"), "a file, so that not even root can");

    Outcome outcome =
        Packaged.secrets(folder, Map.of())
            .with("HOME", home.toString())
            .with("SECRETS_NO_CACHE", "0")
            .run("version");

    assertThat(outcome.expectSuccess().stderr()).isEmpty();
  }

  @Test
  void the_archive_can_be_switched_off() {
    Packaged.secrets(folder, Map.of()).run("version").expectSuccess();

    assertThat(folder.resolve(".cache")).doesNotExist();
  }

  @Test
  void a_pipe_that_nobody_reads_ends_quietly() {
    Outcome outcome =
        Packaged.shell(folder, Map.of())
            .run("-c", "{ secrets help; echo $? >code; } | true; cat code");

    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.text()).isIn("141\n", "0\n"); // 0 if it was written before true ended
  }

  private static Path sample() {
    return Path.of("..", "docs", "quickstart", "sample").toAbsolutePath();
  }

  private Path awaitArchive() throws IOException, InterruptedException {
    Path cache = folder.resolve(".cache/secrets");
    for (int tenths = 0; tenths < 900; tenths++) {
      List<Path> archives =
          files(cache).stream().filter(file -> file.toString().endsWith(".jsa")).toList();
      boolean done = files(cache).stream().noneMatch(file -> file.toString().endsWith(".lock"));
      if (!archives.isEmpty() && done) {
        return archives.get(0);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no archive was made in " + files(cache));
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
