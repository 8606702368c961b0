package dev.secrets.gitcrypt;

import dev.secrets.spi.BackendContext;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository driven by the real git, out of reach of the settings of whoever runs the test. */
record Repository(Path top) {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "HOME", "/nonexistent",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_AUTHOR_NAME", "A",
          "GIT_AUTHOR_EMAIL", "a@example.org",
          "GIT_COMMITTER_NAME", "A",
          "GIT_COMMITTER_EMAIL", "a@example.org");

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

  /** Our side of the same repository. */
  GitCryptRepository ours() {
    return ours(Map.of());
  }

  GitCryptRepository ours(Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("GIT_DIR");
    environment.putAll(SETTINGS);
    environment.putAll(variables);
    return new GitCryptRepository(
        BackendContext.builder().directory(top).environment(environment).build(),
        FilterMain.program());
  }

  void unlock(KeyFile... keys) {
    ours().unlock(List.of(keys));
  }

  void lock() {
    lock(Map.of());
  }

  void lock(Map<String, String> variables) {
    ours(variables).lock(new LockRequest(Optional.empty(), false, false, false));
  }

  PeerCommand command(String program) {
    PeerCommand command = Peers.require(program).in(top).without("GIT_DIR");
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      command = command.with(setting.getKey(), setting.getValue());
    }
    return command;
  }

  /** What git calls modified, one line each. */
  String changes() {
    return git("status", "--porcelain").text();
  }

  /** A linked work tree beside this one, on a branch of its own. */
  Repository link(String name) {
    git("worktree", "add", "-q", "../" + name);
    return new Repository(top.resolveSibling(name));
  }

  void write(String file, byte[] content) throws IOException {
    Path path = top.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, content);
  }

  void write(String file, String content) throws IOException {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  String text(String file) throws IOException {
    return new String(read(file), StandardCharsets.UTF_8);
  }

  boolean isEncrypted(String file) throws IOException {
    return BlobHeader.hasMagic(read(file));
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
