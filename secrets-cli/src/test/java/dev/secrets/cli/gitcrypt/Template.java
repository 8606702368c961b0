package dev.secrets.cli.gitcrypt;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Directories for a command to be tried in, made by the real git-crypt; a try gets a copy of one.
 */
final class Template {

  static final Map<String, String> SETTINGS =
      Map.of(
          "HOME", "/nonexistent",
          "GNUPGHOME", "/nonexistent",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_AUTHOR_NAME", "A",
          "GIT_AUTHOR_EMAIL", "a@example.org",
          "GIT_COMMITTER_NAME", "A",
          "GIT_COMMITTER_EMAIL", "a@example.org");

  private final Path folder;

  private Template(Path folder) {
    this.folder = folder;
  }

  static Template in(Path folder) throws IOException {
    Template template = new Template(folder);
    template.plainFolder(folder.resolve("none"));
    template.fresh("fresh");
    template.unlocked("unlocked");
    template.locked(template.copy("unlocked", folder.resolve("locked")));
    template.copy("unlocked", folder.resolve("dirty"));
    Files.writeString(folder.resolve("dirty/repo/a.sec"), "changed\n");
    template.exposed(template.copy("unlocked", folder.resolve("exposed")));
    return template;
  }

  /** A copy of a directory, which has the key files and a repository {@code repo}. */
  Path copy(String name, Path to) {
    run(folder, "cp", "-a", name, to.toString());
    return to;
  }

  private void plainFolder(Path none) throws IOException {
    Files.createDirectories(none.resolve("repo"));
    run(none, "git-crypt", "keygen", "key");
    run(none, "git-crypt", "keygen", "other");
    byte[] key = Files.readAllBytes(none.resolve("key"));
    Files.write(none.resolve("blob"), cleaned(none, "secret\n".repeat(100)));
    Files.writeString(none.resolve("text"), "a text that is longer than a header\n");
    Files.write(none.resolve("legacy"), new byte[96]);
    Files.write(none.resolve("empty"), Arrays.copyOf(key, 20));
    Files.write(none.resolve("cut"), Arrays.copyOf(key, 100));
  }

  private static byte[] cleaned(Path none, String text) {
    return command(none, "git-crypt")
        .feed(text.getBytes(StandardCharsets.UTF_8))
        .run("clean", "--key-file=key")
        .expectSuccess()
        .stdout();
  }

  private Path fresh(String name) {
    Path fresh = copy("none", folder.resolve(name));
    run(fresh.resolve("repo"), "git", "init", "-q", "-b", "main");
    return fresh.resolve("repo");
  }

  private void unlocked(String name) throws IOException {
    Path repo = fresh(name);
    run(repo, "git-crypt", "unlock", "../key");
    Files.writeString(repo.resolve(".gitattributes"), "*.sec filter=git-crypt diff=git-crypt\n");
    Files.writeString(repo.resolve("a.sec"), "alpha\n");
    Files.createDirectories(repo.resolve("sub dir"));
    Files.writeString(repo.resolve("sub dir/b.sec"), "beta\n".repeat(30));
    Files.writeString(repo.resolve("plain"), "plain\n");
    run(repo, "git", "add", "-A");
    run(repo, "git", "commit", "-q", "-m", "all");
  }

  private void locked(Path locked) {
    run(locked.resolve("repo"), "git-crypt", "lock");
  }

  private void exposed(Path exposed) throws IOException {
    Path repo = exposed.resolve("repo");
    Files.writeString(repo.resolve("exposed"), "committed too early, in plaintext\n");
    run(repo, "git", "add", "exposed");
    Files.writeString(
        repo.resolve(".gitattributes"),
        "*.sec filter=git-crypt diff=git-crypt\nexposed filter=git-crypt\n");
    run(repo, "git", "add", ".gitattributes");
    run(repo, "git", "commit", "-q", "-m", "exposed");
  }

  static PeerCommand command(Path directory, String program) {
    PeerCommand command = Peers.require(program).in(directory).without("GIT_DIR");
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      command = command.with(setting.getKey(), setting.getValue());
    }
    return command;
  }

  private static void run(Path directory, String program, String... arguments) {
    command(directory, program).run(arguments).expectSuccess();
  }

  /** What a command has left: files, drivers and keys, and what git thinks of it. */
  static Map<String, String> state(Path directory) {
    Path repo = directory.resolve("repo");
    Map<String, String> state = new TreeMap<>(files(directory));
    if (Files.isDirectory(repo.resolve(".git"))) {
      state.put("keys", listing(repo.resolve(".git/git-crypt/keys")));
      state.put("drivers", drivers(repo));
      // Git says with what it has, which is what the next git command will go by.
      state.put("status", command(repo, "git").run("status", "--porcelain").text());
    }
    return state;
  }

  private static String drivers(Path repo) {
    return command(repo, "git")
        .run("config", "--local", "--name-only", "--get-regexp", "^filter\\..*(clean|required)$")
        .text()
        .lines()
        .sorted()
        .toList()
        .toString();
  }

  private static Map<String, String> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !directory.relativize(file).toString().contains(".git/"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .collect(Collectors.toMap(file -> directory.relativize(file).toString(), Template::read));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The text; of what holds random bytes, that it is there. */
  private static String read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean text = bytes.length == 0 || bytes[0] != 0;
      return text ? new String(bytes, StandardCharsets.UTF_8) : "binary";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String listing(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().toString();
    } catch (IOException none) {
      return "";
    }
  }
}
