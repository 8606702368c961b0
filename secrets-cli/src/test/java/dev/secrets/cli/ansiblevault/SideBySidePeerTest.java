package dev.secrets.cli.ansiblevault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.ansiblevault.VaultScene.Outcome;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same arguments for both in two equal directories: exit code, output and files compared. */
@Tag(Peers.TAG)
class SideBySidePeerTest {

  /** Of {@code hello: world} under the password {@code secret}, by the real tool. */
  private static final String SEALED =
      """
      $ANSIBLE_VAULT;1.1;AES256
      31393837393636343861393933643463383637636131633933626530616339373562313962353239
      3033396636366634356366303364373438646339326363640a663531616465353337633061636564
      30653061356638326263333536666365633332333930353464626361346430646663643865643565
      3131343739303238620a316139646636333165336338623732366636656638326566333633653135
      3565
      """;

  private static final String STREAM = "of standard input\n";

  @TempDir private Path directory;

  private static void furnish(VaultScene scene) {
    scene
        .file("plain", "hello: world\n")
        .file("sealed", SEALED)
        .file("labelled", SEALED.replace("1.1;AES256", "1.2;AES256;dev"))
        .file("empty", "")
        .file("binary", new byte[] {0, (byte) 0xff, 13, 10})
        .file("blank", " \n")
        .file("word", "secret")
        .file("folder/inside", "x")
        .file("settings/ansible.cfg", "[defaults]\nvault_password_file = word ; of theirs\n")
        .file("settings/word", "secret")
        .file("asking.cfg", "[defaults]\nask_vault_pass = yes\n")
        .file("listing.cfg", "[defaults]\nvault_identity_list = new@new , dev@pass\n")
        .file("broken.cfg", "[defaults\nvault_password_file = pass\n")
        .script("script", "echo secret")
        .script("failing", "exit 1")
        .script("my-client", "[ \"$2\" = dev ] && echo secret || exit 2")
        .script("append", "echo more >>\"$1\"")
        .script("nothing", "true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "view --vault-id pass sealed |",
        "view --vault-id dev@pass labelled sealed |",
        "view --vault-id other@pass labelled |",
        "view --vault-id new --vault-id pass sealed |",
        "view --vault-id none --vault-id pass sealed |",
        "view --vault-id script sealed |",
        "view --vault-id failing sealed |",
        "view --vault-id dev@my-client labelled |",
        "view --vault-id qa@my-client labelled |",
        "view --vault-password-file word --vault-password-file new sealed |",
        "view --vault-password-file blank sealed |",
        "view --vault-password-file folder sealed |",
        "view --vault-id pass - | SEALED",
        "view --vault-id pass plain |",
        "view --vault-id pass empty |",
        "view --ask-vault-pass sealed | secret",
        "view --vault-id dev@prompt labelled | secret",
        "view --ask-vault-pass sealed | wrong",
        "view sealed | secret",
        "view sealed |",
        "decrypt --vault-id pass sealed |",
        "decrypt --vault-id pass sealed labelled |",
        "decrypt --vault-id pass --output out sealed |",
        "decrypt --vault-id pass --output - sealed |",
        "decrypt --vault-id pass --output=- labelled |",
        "decrypt --vault-id pass --output sealed labelled |",
        "decrypt --vault-id pass | SEALED",
        "decrypt --vault-id pass --output out - | SEALED",
        "decrypt --vault-id pass - | plain text",
        "decrypt --vault-id new sealed |",
        "decrypt --vault-id pass folder |",
        "encrypt --vault-id pass sealed |",
        "encrypt --vault-id pass folder |",
        "encrypt --vault-id a;b@pass plain |",
        "encrypt --vault-id none plain |",
        "encrypt --vault-id pass - | SEALED",
        "encrypt --encrypt-vault-id zz --vault-id a@pass plain |",
        "edit --vault-id pass plain |",
        "edit --vault-id new sealed |",
        "edit --vault-id pass none |",
        "edit --vault-id pass |",
        "rekey --vault-id pass --new-vault-id none sealed |",
        "rekey --vault-id pass --new-vault-password-file blank sealed |",
        "rekey --vault-id new --new-vault-id pass sealed |",
        "create --vault-id pass plain --nonsense |",
        "encrypt_string --vault-id pass --name |",
        "encrypt_string --vault-id pass -p --stdin-name a b |",
        "encrypt_string --vault-id a@pass --vault-id b@new text |",
        "encrypt_string --vault-id pass --stdin-name a - |",
        "encrypt_string --vault-id pass --output out -n a -n b one two |",
        "encrypt_string --vault-id pass --output out one - | text",
        "encrypt_string --nonsense |",
        "rekey --new-vault-id |",
        "view --vault-i pass sealed |",
        "decrypt --out out --vault-id pass sealed |",
        "decrypt --vault-id=pass sealed |"
      })
  void both_leave_the_same_behind(String line, String input) throws IOException {
    compare(Map.of(), line, input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANSIBLE_VAULT_PASSWORD_FILE=pass | view sealed |",
        "ANSIBLE_VAULT_PASSWORD_FILE=new | view sealed |",
        "ANSIBLE_VAULT_PASSWORD_FILE=none | view sealed |",
        "ANSIBLE_VAULT_PASSWORD_FILE=script | decrypt labelled |",
        "ANSIBLE_VAULT_PASSWORD_FILE=pass | view --vault-id new sealed |",
        "ANSIBLE_VAULT_IDENTITY_LIST=dev@pass,new | view labelled |",
        "ANSIBLE_VAULT_IDENTITY_LIST=new , dev@my-client | view labelled |",
        "ANSIBLE_VAULT_IDENTITY_LIST=qa@new | view --vault-password-file pass labelled |",
        "ANSIBLE_VAULT_ID_MATCH=1 | view --vault-id other@pass labelled |",
        "ANSIBLE_VAULT_ID_MATCH=1 | view --vault-id dev@pass labelled |",
        "ANSIBLE_VAULT_ID_MATCH=yes | view --vault-id dev@new --vault-id dev@pass labelled |",
        "ANSIBLE_VAULT_ID_MATCH=1 | view --vault-id pass sealed |",
        "ANSIBLE_VAULT_ID_MATCH=1 ANSIBLE_VAULT_IDENTITY=dev | view --vault-id pass labelled |",
        "ANSIBLE_VAULT_ID_MATCH=1 ANSIBLE_VAULT_IDENTITY=dev | view --vault-id qa@pass sealed |",
        "ANSIBLE_ASK_VAULT_PASS=true | view sealed | secret",
        "ANSIBLE_ASK_VAULT_PASS=false ANSIBLE_VAULT_PASSWORD_FILE=pass | view sealed |",
        "ANSIBLE_VAULT_ENCRYPT_IDENTITY=zz | encrypt --vault-id a@pass plain |",
        "ANSIBLE_CONFIG=settings/ansible.cfg | view sealed |",
        "ANSIBLE_CONFIG=settings | view sealed |",
        "ANSIBLE_CONFIG=none.cfg | view sealed |",
        "ANSIBLE_CONFIG=asking.cfg | view sealed | secret",
        "ANSIBLE_CONFIG=listing.cfg | view labelled |",
        "ANSIBLE_CONFIG=settings ANSIBLE_VAULT_PASSWORD_FILE=new | view sealed |",
        "ANSIBLE_CONFIG=broken.cfg | view --vault-id pass sealed |"
      })
  void both_heed_the_same_variables(String variables, String line, String input)
      throws IOException {
    compare(variables(variables), line, input);
  }

  /** Assignments parted by blanks; a blank before a comma belongs to the value. */
  private static Map<String, String> variables(String text) {
    return Stream.of(text.split(" (?=[A-Z_]+=)", -1))
        .map(assignment -> assignment.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private void compare(Map<String, String> variables, String line, String input)
      throws IOException {
    PeerCommand tool = Peers.require("ansible-vault");
    VaultScene ours = scene("ours");
    VaultScene theirs = scene("theirs");
    String[] arguments = line.split(" ", -1);
    String fed = input == null ? "" : input.equals("SEALED") ? SEALED : input + "\n";

    variables.forEach(ours::variable);
    Outcome here = ours.feed(fed).run(arguments);
    PeerCommand.Outcome there =
        at(tool, theirs, variables)
            .with("EDITOR", "true")
            .feed(fed.getBytes(StandardCharsets.UTF_8))
            .run(arguments);

    assertThat(here.exit()).as(here.err() + there.stderr()).isEqualTo(there.exit());
    if (here.exit() == 0) {
      assertThat(here.out()).isEqualTo(there.text());
    }
    assertThat(files(ours.directory)).isEqualTo(files(theirs.directory));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encrypt --vault-id pass plain | plain",
        "encrypt --vault-id dev@pass plain binary empty | plain,binary,empty",
        "encrypt --vault-id pass --output out plain | out",
        "encrypt --vault-id pass --output plain binary | plain",
        "encrypt --vault-id a@pass --vault-id b@new --encrypt-vault-id a plain | plain",
        "rekey --vault-id new --vault-id pass --new-vault-id b@pass sealed | ",
        "rekey --vault-id pass --new-vault-id b@new sealed | sealed",
        "rekey --vault-id pass --new-vault-password-file new labelled sealed | labelled,sealed",
        "edit --vault-id other@pass labelled | labelled",
        "encrypt_string --vault-id pass --output out -- -text | out",
        "encrypt_string --vault-id pass --output out --stdin-name s -n a one | out",
        "encrypt_string --vault-id pass --output out text | out",
        "encrypt_string --vault-id dev@pass --output out -n a text | out"
      })
  void both_write_what_the_tool_reads_alike(String line, String written) {
    PeerCommand tool = Peers.require("ansible-vault");
    VaultScene ours = scene("ours");
    VaultScene theirs = scene("theirs");
    String editor = ours.directory.resolve("append").toString();
    ours.variable("EDITOR", editor);

    Outcome here = ours.feed(STREAM).run(line.split(" ", -1));
    PeerCommand.Outcome there =
        at(tool, theirs)
            .with("EDITOR", editor)
            .feed(STREAM.getBytes(StandardCharsets.UTF_8))
            .run(line.split(" ", -1));

    if (written == null) { // the real tool takes a password that is the old one for a new one
      assertThat(here.exit()).isEqualTo(1);
      assertThat(there.exit()).isZero();
      return;
    }
    assertThat(here.exit()).as(here.err()).isEqualTo(there.exit()).isZero();
    for (String file : written.split(",", -1)) {
      assertThat(shape(ours.text(file))).isEqualTo(shape(theirs.text(file)));
      if (!line.startsWith("encrypt_string")) {
        assertThat(opened(tool, ours, file)).isEqualTo(opened(tool, theirs, file));
      }
    }
  }

  private VaultScene scene(String name) {
    VaultScene scene = new VaultScene(directory.resolve(name));
    furnish(scene);
    scene.variable("EDITOR", "true");
    return scene;
  }

  private static PeerCommand at(PeerCommand tool, VaultScene scene) {
    return at(tool, scene, Map.of());
  }

  private static PeerCommand at(PeerCommand tool, VaultScene scene, Map<String, String> variables) {
    PeerCommand at =
        tool.in(scene.directory)
            .with("HOME", scene.directory.resolve("home").toString())
            .with("LC_ALL", "C.UTF-8");
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      at = at.with(variable.getKey(), variable.getValue());
    }
    return at;
  }

  private static byte[] opened(PeerCommand tool, VaultScene scene, String file) {
    return at(tool, scene)
        .run("decrypt", "--vault-id", "pass", "--vault-id", "new", "--output", "-", file)
        .expectSuccess()
        .stdout();
  }

  /** The header and the widths of the lines: digits of ciphertext are others each time. */
  private static String shape(String text) {
    return text.strip().replaceAll("[0-9a-f]{2}(?![^\\n]*;)", "xx");
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).startsWith("home"))
          .forEach(file -> files.put(folder.relativize(file).toString(), content(file)));
    }
    return files;
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
