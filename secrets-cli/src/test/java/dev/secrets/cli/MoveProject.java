package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of the sample project in its documented initial state, in a git repository. */
final class MoveProject {

  private static final String HEAD = "\0GITCRYPT\0";

  final Path root;
  private final Path home;
  private final PeerCommand git;
  private Map<String, String> aws = Map.of();

  private MoveProject(Path folder) {
    root = folder.resolve("project");
    home = folder.resolve("home");
    git = Peers.require("git").in(root).with("HOME", home.toString());
  }

  static MoveProject in(Path folder) throws IOException {
    MoveProject project = new MoveProject(folder);
    Files.createDirectories(project.root);
    Files.createDirectories(project.home);
    Packaged.copyOfSample(project.root);
    project.state("gitignore.initial", ".gitignore");
    project.state("gitattributes.initial", ".gitattributes");
    project.git("init", "-q", "-b", "main");
    project.git("config", "user.name", "A");
    project.git("config", "user.email", "a@example.org");
    return project;
  }

  void state(String state, String name) throws IOException {
    Files.copy(
        root.resolve("states").resolve(state),
        root.resolve(name),
        StandardCopyOption.REPLACE_EXISTING);
  }

  MoveProject with(FakeSecretsManager fake) {
    aws = fake.environment();
    return this;
  }

  PeerCommand.Outcome git(String... words) {
    return git.run(words).expectSuccess();
  }

  InProcess.Outcome run(String... words) {
    InProcess command =
        InProcess.in(root)
            .with("HOME", home.toString())
            .with("PATH", System.getenv("PATH"))
            .with("GIT_CONFIG_NOSYSTEM", "1");
    aws.forEach(command::with);
    return command.run(words);
  }

  /** What it prints, of a command that must succeed. */
  String done(String... words) {
    InProcess.Outcome outcome = run(words);
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.DONE);
    return outcome.out();
  }

  String text(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  byte[] bytes(String path) throws IOException {
    return Files.readAllBytes(root.resolve(path));
  }

  /** Whether git stores git-crypt's ciphertext of the file. */
  boolean isCiphertext(String path) {
    return new String(stored(path), StandardCharsets.ISO_8859_1).startsWith(HEAD);
  }

  byte[] stored(String path) {
    return git("cat-file", "blob", ":" + path).stdout();
  }

  /** Every file of the work tree, with its content. */
  Map<String, String> snapshot() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path path = root.relativize(file);
        if (!path.startsWith(".git")) {
          files.put(path.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }
}
