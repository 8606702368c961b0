package dev.secrets.gitcrypt;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository driven by the real git, out of reach of the settings of whoever runs the test. */
record Repository(Path top) {

  static Repository init(Path top) throws IOException {
    Repository repository = new Repository(Files.createDirectories(top));
    repository.git("init", "-q", "-b", "main");
    return repository;
  }

  /** A clone of another repository or of a bundle: locked, as every clone is at first. */
  static Repository clone(Path from, Path top) throws IOException {
    Repository repository = new Repository(Files.createDirectories(top));
    repository.git("clone", "-q", "-b", "main", from.toString(), ".");
    return repository;
  }

  /** A file of the fixtures, on disk. */
  static Path fixture(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, fixture(name));
    return file;
  }

  static byte[] fixture(String name) throws IOException {
    try (InputStream in = Repository.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  PeerCommand.Outcome git(String... arguments) {
    return command("git").run(arguments).expectSuccess();
  }

  PeerCommand.Outcome gitCrypt(String... arguments) {
    return command("git-crypt").run(arguments).expectSuccess();
  }

  PeerCommand command(String program) {
    return Peers.require(program)
        .in(top)
        .without("GIT_DIR")
        .with("HOME", "/nonexistent")
        .with("GIT_CONFIG_NOSYSTEM", "1")
        .with("GIT_AUTHOR_NAME", "A")
        .with("GIT_AUTHOR_EMAIL", "a@example.org")
        .with("GIT_COMMITTER_NAME", "A")
        .with("GIT_COMMITTER_EMAIL", "a@example.org");
  }

  void write(String file, byte[] content) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, content);
  }

  byte[] read(String file) throws IOException {
    return Files.readAllBytes(top.resolve(file));
  }

  /** Stages bytes as they are, past every filter. */
  void stage(String file, byte[] blob) {
    String id =
        command("git")
            .feed(blob)
            .run("hash-object", "-w", "--stdin")
            .expectSuccess()
            .text()
            .strip();
    git("update-index", "--add", "--cacheinfo", "100644," + id + "," + file);
  }

  /** What is staged for a file, past every filter. */
  byte[] staged(String file) {
    return git("cat-file", "blob", ":" + file).stdout();
  }

  void commitAll() {
    git("add", "-A");
    git("commit", "-q", "-m", "all");
  }
}
