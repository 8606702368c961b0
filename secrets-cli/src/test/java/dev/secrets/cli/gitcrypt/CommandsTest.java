package dev.secrets.cli.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import dev.secrets.testkit.aws.FakeSecretsManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our command has beyond git-crypt. */
@Tag(Peers.TAG)
class CommandsTest {

  private static Template template;

  @TempDir Path folder;

  @BeforeAll
  static void make(@TempDir Path templates) throws IOException {
    template = Template.in(templates);
  }

  @Test
  void help_and_version_as_options_go_to_standard_error() {
    Typed help = Typed.in(folder, Map.of(), "--help");
    Typed version = Typed.in(folder, Map.of(), "--version");

    assertThat(help.out() + version.out()).isEmpty();
    assertThat(help.err()).startsWith("Usage: git-crypt ");
    assertThat(version.err()).isEqualTo("git-crypt 0.7.0\n");
  }

  @Test
  void the_overview_says_who_this_is() {
    assertThat(Typed.in(folder, Map.of(), "help").out()).contains("by secrets ");
  }

  @Test
  void every_command_has_help_with_its_options() {
    for (Command command : Commands.all()) {
      Typed help = Typed.in(folder, Map.of(), "help", command.name());

      assertThat(help.exit()).isZero();
      assertThat(help.out())
          .contains("Usage: git-crypt " + command.name(), "For example: git-crypt ");
      assertThat(Typed.in(folder, Map.of(), command.name(), "--help").out()).isEqualTo(help.out());
    }
  }

  @Test
  void a_new_key_is_kept_in_a_store_and_unlocks_a_clone_from_there() throws IOException {
    Path repo = template.copy("fresh", folder.resolve("fresh")).resolve("repo");
    try (FakeSecretsManager aws = FakeSecretsManager.builder().start()) {
      Typed.in(repo, aws.environment(), "init", "--store-key", "aws:ops/git-crypt-key")
          .expectSuccess();
      Files.writeString(repo.resolve(".gitattributes"), "*.sec filter=git-crypt diff=git-crypt\n");
      Files.writeString(repo.resolve("a.sec"), "alpha\n");
      git(repo, "add", "-A");
      git(repo, "commit", "-q", "-m", "all");
      git(folder, "clone", "-q", repo.toString(), "clone");

      Typed.in(folder.resolve("clone"), aws.environment(), "unlock", "aws:ops/git-crypt-key")
          .expectSuccess();
    }

    assertThat(folder.resolve("clone/a.sec")).hasContent("alpha\n");
  }

  @Test
  void a_store_that_refuses_the_key_leaves_the_repository_as_it_was() {
    Path fresh = template.copy("fresh", folder.resolve("fresh"));
    Map<String, String> before = Template.state(fresh);

    Typed init =
        Typed.in(
            fresh.resolve("repo"), Map.of(), "init", "--store-key", "file:../no/such/folder/key");

    assertThat(init.exit()).isEqualTo(Program.FAILED);
    assertThat(Template.state(fresh)).isEqualTo(before);
  }

  @Test
  void a_clone_is_unlocked_with_the_key_in_a_variable() throws IOException {
    Path locked = template.copy("locked", folder.resolve("locked"));
    String key = Base64.getEncoder().encodeToString(Files.readAllBytes(locked.resolve("key")));

    Typed.in(locked.resolve("repo"), Map.of("SECRETS_GIT_CRYPT_KEY", key), "unlock")
        .expectSuccess();

    assertThat(locked.resolve("repo/a.sec")).hasContent("alpha\n");
  }

  @Test
  void a_clone_is_unlocked_with_the_key_file_that_a_variable_names() {
    Path locked = template.copy("locked", folder.resolve("locked"));
    String file = locked.resolve("key").toString();

    Typed.in(locked.resolve("repo"), Map.of("SECRETS_GIT_CRYPT_KEY_FILE", file), "unlock")
        .expectSuccess();

    assertThat(locked.resolve("repo/a.sec")).hasContent("alpha\n");
  }

  @Test
  void status_reports_as_json() {
    Path repo = template.copy("exposed", folder.resolve("exposed")).resolve("repo");

    Typed status = Typed.in(repo, Map.of(), "status", "--json");

    assertThat(status.exit()).isEqualTo(Program.FAILED);
    assertThat(status.out())
        .startsWith("{\"schema\":1,")
        .contains(
            "{\"path\":\"exposed\",\"tracked\":true,\"encrypted\":true,\"filter\":\"git-crypt\",")
        .contains("\"exposed\":true");
  }

  @Test
  void status_writes_records_for_programs_whatever_a_path_holds() throws IOException {
    Path repo = template.copy("exposed", folder.resolve("exposed")).resolve("repo");
    Files.writeString(repo.resolve("a\n: *** b.sec"), "odd\n");
    git(repo, "add", "*.sec");

    Typed status = Typed.in(repo, Map.of(), "status", "-z");

    assertThat(status.exit()).isEqualTo(Program.FAILED);
    assertThat(status.out().split("\0"))
        .containsExactly(
            "not encrypted: .gitattributes",
            "encrypted: a\n: *** b.sec",
            "encrypted: a.sec",
            "encrypted,diff-missing,exposed: exposed",
            "not encrypted: plain",
            "encrypted: sub dir/b.sec");
    assertThat(status.out()).endsWith("\0");
  }

  @Test
  void a_command_runs_in_another_directory() {
    template.copy("unlocked", folder.resolve("unlocked"));

    assertThat(Typed.in(folder, Map.of(), "-C", "unlocked/repo", "status", "-e").out())
        .isEqualTo("    encrypted: a.sec\n    encrypted: sub dir/b.sec\n");
    assertThat(Typed.in(folder, Map.of(), "-C", "absent", "status").exit())
        .isEqualTo(Program.USAGE);
    assertThat(Typed.in(folder, Map.of(), "-C").exit()).isEqualTo(Program.USAGE);
  }

  @Test
  void records_are_selected_like_lines() {
    Path repo = template.copy("exposed", folder.resolve("exposed")).resolve("repo");

    assertThat(Typed.in(repo, Map.of(), "status", "-uz"))
        .isEqualTo(new Typed(0, "not encrypted: .gitattributes\0not encrypted: plain\0", ""));
    assertThat(Typed.in(repo, Map.of(), "status", "-z", "--json").exit()).isEqualTo(Program.USAGE);
    assertThat(Typed.in(repo, Map.of(), "status", "-fz").exit()).isEqualTo(Program.USAGE);
  }

  @Test
  void refresh_mends_files_and_configuration() throws IOException {
    Path repo = template.copy("unlocked", folder.resolve("unlocked")).resolve("repo");
    git(repo, "config", "--remove-section", "filter.git-crypt");
    Files.delete(repo.resolve("a.sec"));
    git(repo, "checkout", "--", "a.sec");
    assertThat(repo.resolve("a.sec")).content(StandardCharsets.ISO_8859_1).contains("GITCRYPT");

    Typed.in(repo, Map.of(), "refresh").expectSuccess();

    assertThat(repo.resolve("a.sec")).hasContent("alpha\n");
    assertThat(Template.command(repo, "git").run("status", "--porcelain").text()).isEmpty();
    assertThat(Typed.in(repo, Map.of(), "refresh", "more").exit()).isEqualTo(Program.USAGE);
  }

  @Test
  void check_finds_what_is_committed_in_plaintext() {
    Path repo = template.copy("exposed", folder.resolve("exposed")).resolve("repo");

    Typed check = Typed.in(repo, Map.of(), "check", "--json");

    assertThat(check.exit()).isEqualTo(Program.FAILED);
    assertThat(check.out())
        .startsWith("{\"schema\":1,")
        .contains("{\"kind\":\"plaintext\",\"place\":\"exposed\",");
  }

  @Test
  void a_commit_of_plaintext_is_stopped_by_the_hooks() throws IOException {
    Path repo = template.copy("unlocked", folder.resolve("unlocked")).resolve("repo");
    Typed.in(repo, Map.of(), "hooks", "install").expectSuccess();
    Files.writeString(repo.resolve("late"), "plaintext\n");
    git(repo, "add", "late");
    Files.writeString(repo.resolve(".gitattributes"), "late filter=git-crypt diff=git-crypt\n");
    git(repo, "add", ".gitattributes");

    int exit = Template.command(repo, "git").run("commit", "-q", "-m", "late").exit();

    assertThat(exit).isNotZero();
  }

  @Test
  void a_user_is_added_from_a_file_listed_and_removed() throws IOException {
    Path repo = template.copy("unlocked", folder.resolve("unlocked")).resolve("repo");
    Path key = folder.resolve("alice.gpg");
    Files.write(key, publicKey("Alice <alice@example.org>"));

    Typed.in(repo, Map.of(), "add-gpg-user", "--trusted", key.toString()).expectSuccess();
    Typed listed = Typed.in(repo, Map.of(), "ls-gpg-users", "--json").expectSuccess();
    Typed removed = Typed.in(repo, Map.of(), "rm-gpg-user", "--json", "alice").expectSuccess();

    assertThat(listed.out())
        .startsWith("{\"schema\":1,\"users\":[{\"key\":\"default\",")
        .contains("\"name\":\"Alice <alice@example.org>\"");
    assertThat(removed.out())
        .startsWith("{\"schema\":1,\"removed\":{")
        .contains("\"newKey\":\"default-2\",\"stillReadable\":[\"a.sec\",\"sub dir/b.sec\"]");
    assertThat(repo.resolve(".gitattributes")).content().contains("filter=git-crypt-default-2");
  }

  private static byte[] publicKey(String userId) throws IOException {
    Path home = Files.createTempDirectory("gpg"); // sockets live in it: its path must be short
    PeerCommand gpg =
        Peers.require("gpg").with("GNUPGHOME", home.toString()).prefixed("--batch", "-q");
    gpg.run("--passphrase", "", "--quick-generate-key", userId, "default", "default", "never")
        .expectSuccess();
    byte[] key = gpg.run("--export", userId).expectSuccess().stdout();
    Peers.require("gpgconf").with("GNUPGHOME", home.toString()).run("--kill", "all");
    return key;
  }

  private static void git(Path directory, String... arguments) {
    Template.command(directory, "git").run(arguments).expectSuccess();
  }
}
