package dev.secrets.cli.ansiblevault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.ansiblevault.VaultScene.Outcome;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command beside the tool that it stands in for. */
@Tag(Peers.TAG)
class AnsibleVaultPeerTest {

  private static final String TYPED = "variable\nits value\n";

  @TempDir private Path directory;

  private VaultScene scene() {
    return new VaultScene(directory).file("plain", "hello: world\n");
  }

  private PeerCommand tool() {
    return Peers.require("ansible-vault")
        .in(directory)
        .with("HOME", directory.resolve("home").toString())
        .with("LC_ALL", "C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--version",
        "--help",
        "view --help",
        "nonsense",
        "--nonsense",
        "view --vault-password-file pass missing",
        "view --vault-password-file pass plain",
        "view --vault-password-file none sealed",
        "view --vault-password-file new sealed",
        "view --vault-password-file pass sealed",
        "view --vault-password-f pass sealed",
        "view --vault-pas pass sealed",
        "view --vault-pass pass sealed",
        "view --vault-password-file=pass sealed",
        "view --vault-password-file pass -vv sealed",
        "view sealed --vault-password-file pass",
        "view sealed --vault-password-file pass sealed",
        "view --vault-password-file",
        "view --vault-password-file --vault-id",
        "view --vault-id a;b@pass sealed",
        "view --vault-password-file pass --ask-vault-pass sealed",
        "view --output - --vault-password-file pass sealed",
        "view -- --vault-password-file",
        "encrypt --vault-password-file pass sealed",
        "encrypt --vault-password-file pass --output - plain sealed",
        "encrypt --vault-id a@pass --vault-id b@new --output - plain",
        "encrypt --vault-id a@pass --encrypt-vault-id b --output - plain",
        "encrypt --vault-id a@pass --vault-id b@new --encrypt-vault-id b --output - plain",
        "encrypt --vault-password-file pass --output - plain",
        "encrypt --vault-password-file pass missing",
        "decrypt --vault-password-file pass --output - sealed",
        "decrypt --vault-password-file pass plain",
        "decrypt --vault-password-file pass -",
        "create --vault-password-file pass",
        "view --vault-password-file pass",
        "edit --vault-password-file pass",
        "create --vault-password-file pass one two",
        "encrypt_string --vault-password-file pass -n a one",
        "encrypt_string --vault-password-file pass -na one",
        "encrypt_string --vault-password-file pass -n a one -n b two",
        "encrypt_string --vault-password-file pass -n a -n b one two three",
        "encrypt_string --vault-password-file pass --stdin-name a",
        "encrypt_string --vault-password-file pass -p -",
        "encrypt_string --vault-password-file pass",
        "rekey --vault-password-file pass --new-vault-password-file new",
        "rekey --vault-password-file pass --new-vault-password-file new --new-vault-id a@new sealed",
        "rekey --vault-password-file pass --new-vault-password-file new plain",
        "rekey --vault-password-file pass --new-vault-password-file none sealed",
      })
  void both_end_with_the_same_exit_code(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
    PeerCommand tool = tool();
    byte[] sealed =
        tool.run("encrypt", "--vault-password-file", "pass", "--output", "-", "plain").stdout();
    VaultScene scene = scene();
    sealed = sealed.length == 0 ? seal(scene) : sealed;

    scene.file("sealed", sealed);
    Outcome ours = scene.run(arguments);
    scene.file("sealed", sealed).file("plain", "hello: world\n");
    PeerCommand.Outcome theirs = tool.run(arguments);

    assertThat(ours.exit()).as(ours.err()).isEqualTo(theirs.exit());
  }

  @Test
  void each_reads_what_the_other_rekeyed() {
    PeerCommand tool = tool();
    VaultScene scene = scene();
    scene.file("sealed", seal(scene));

    tool.run("rekey", "--vault-password-file", "pass", "--new-vault-id", "b@new", "sealed")
        .expectSuccess();
    assertThat(scene.run("rekey", "--vault-id", "new", "--new-vault-id", "c@pass", "sealed").exit())
        .isZero();

    assertThat(scene.text("sealed")).startsWith("$ANSIBLE_VAULT;1.2;AES256;c\n");
    assertThat(tool.run("view", "--vault-id", "pass", "sealed").text()).isEqualTo("hello: world\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n a -n b one two three",
        "-n a -n b one",
        "-",
        "one -",
        "-n a - one",
        "--stdin-name s",
        "--stdin-name s -n a one",
        "-p one",
        "-p -n a one two"
      })
  void both_write_encrypted_strings_in_the_same_form(String line) {
    VaultScene scene = scene().feed(TYPED);
    String[] arguments = ("encrypt_string --vault-id dev@pass " + line).split(" ", -1);

    PeerCommand.Outcome theirs = tool().feed(TYPED.getBytes(UTF_8)).run(arguments).expectSuccess();
    Outcome ours = scene.run(arguments);

    // The real tool writes a prompt to the output.
    assertThat(shape(theirs.text()).strip()).endsWith(shape(ours.out()).strip());
    assertThat(headings(ours.err())).containsExactlyElementsOf(headings(theirs.stderr()));
  }

  private static List<String> headings(String text) {
    return text.lines()
        .filter(line -> line.contains("#"))
        .map(line -> line.substring(line.indexOf('#')))
        .toList();
  }

  @Test
  void the_tool_reads_a_file_that_was_created_and_edited_here() {
    PeerCommand tool = tool();
    VaultScene scene = scene().script("editor", "printf 'typed: %s\\n' \"$$\" >>\"$1\"");
    scene.variable("EDITOR", scene.directory.resolve("editor").toString());
    scene.run("create", "--vault-password-file", "pass", "--skip-tty-check", "made.yml");
    scene.run("edit", "--vault-password-file", "pass", "made.yml");

    assertThat(tool.run("view", "--vault-password-file", "pass", "made.yml").expectSuccess().text())
        .matches("typed: \\d+\ntyped: \\d+\n");
  }

  /** Digits of ciphertext are replaced, since they are others each time. */
  private static String shape(String text) {
    return text.replaceAll("(?m)^ {10}[0-9a-f]+$", "          hex");
  }

  private static byte[] seal(VaultScene scene) {
    scene.run("encrypt", "--vault-password-file", "pass", "--output", "sealed", "plain");
    return scene.bytes("sealed");
  }
}
