package dev.secrets.vault;

import static dev.secrets.vault.Vaults.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write, the real tool reads; what it writes, we read. Many files go into one call. */
@Tag(Peers.TAG)
final class PeerTest {

  private static final int[] SIZES = {0, 1, 15, 16, 17, 79, 80, 81, 160, 4_096, 80_000, 1 << 20};

  @TempDir private Path directory;

  private PeerCommand tool() {
    return Peers.require("ansible-vault")
        .in(directory)
        .with("HOME", directory.toString())
        .with("LC_ALL", "C.UTF-8");
  }

  private Scene scene() {
    return new Scene(directory).file("pass", "secret\n");
  }

  private static List<byte[]> plaintexts() {
    Random random = new Random(7);
    Stream<byte[]> ofAllSizes =
        IntStream.of(SIZES)
            .mapToObj(
                size -> {
                  byte[] plaintext = new byte[size];
                  random.nextBytes(plaintext);
                  return plaintext;
                });
    Stream<byte[]> texts = Stream.of(bytes("a: 1\r\nb: 2\r\n"), bytes("é€\n"), new byte[100]);
    return Stream.concat(ofAllSizes, texts).toList();
  }

  @Test
  void the_tool_reads_what_we_write_in_either_version() throws IOException {
    PeerCommand tool = tool();
    List<Scene> writers =
        Stream.of("default", "prod", "two words")
            .map(label -> scene().option("vault-id", label + "@pass"))
            .toList();
    List<byte[]> plaintexts = plaintexts();
    List<String> names = new ArrayList<>();
    for (int number = 0; number < plaintexts.size(); number++) {
      Scene writer = writers.get(number % writers.size());
      names.add("file" + number);
      writer.file("file" + number, Vaults.encode(writer.context(), plaintexts.get(number)));
    }

    tool.prefixed("decrypt", "--vault-password-file", "pass")
        .run(names.toArray(String[]::new))
        .expectSuccess();

    assertThat(contents(names)).usingRecursiveComparison().isEqualTo(plaintexts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "two words"})
  void we_read_what_the_tool_writes_in_either_version(String label) throws IOException {
    Scene scene = scene().option("vault-id", label + "@pass");
    // Half of the sizes for each version: the tool takes its time to overwrite the old files.
    int half = label.equals("default") ? 0 : 1;
    List<byte[]> plaintexts =
        IntStream.range(0, plaintexts().size())
            .filter(number -> number % 2 == half)
            .mapToObj(plaintexts()::get)
            .toList();
    List<String> names = new ArrayList<>();
    for (byte[] plaintext : plaintexts) {
      names.add("file" + names.size());
      scene.file(names.get(names.size() - 1), plaintext);
    }

    tool()
        .prefixed("encrypt", "--vault-id", label + "@pass")
        .run(names.toArray(String[]::new))
        .expectSuccess();

    List<byte[]> opened =
        contents(names).stream().map(envelope -> Vaults.decode(scene.context(), envelope)).toList();
    assertThat(opened).usingRecursiveComparison().isEqualTo(plaintexts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff fe 80 0a", // no text in any encoding
        "20 70 00 77 0a 20", // NUL inside, blanks outside
        "0d 0a 70 0d 0a 77 0d 0a", // a line end inside
        "ef bb bf 70", // a byte order mark
        "c3 a9 e2 82 ac 0a", // characters of several bytes
        "61 a0 85" // what is blank in some encodings only
      })
  void both_take_the_same_password_from_a_file(String content) throws IOException {
    byte[] file = HexFormat.of().parseHex(content.replace(" ", ""));
    Scene scene = new Scene(directory).file("pass", file).option("vault-password-file", "pass");
    scene.file("sealed", Vaults.encode(scene.context(), bytes("plain")));

    byte[] opened =
        tool()
            .run("decrypt", "--vault-password-file", "pass", "--output", "-", "sealed")
            .expectSuccess()
            .stdout();

    assertThat(opened).isEqualTo(bytes("plain"));
  }

  @Test
  void both_take_the_same_password_from_a_script() {
    Scene scene =
        new Scene(directory)
            .script("pass", "#!/bin/sh\nprintf '\\n blanks count \\n\\n'\n")
            .option("vault-password-file", "pass");
    scene.file("sealed", Vaults.encode(scene.context(), bytes("plain")));

    assertThat(tool().run("view", "--vault-password-file", "pass", "sealed").text().strip())
        .isEqualTo("plain");
  }

  @Test
  void both_open_a_password_file_that_is_an_envelope() {
    Scene scene = new Scene(directory).file("outer", "outer").option("vault-id", "a@outer");
    scene
        .file("inner", Vaults.encode(scene.context(), bytes("\n inner \n")))
        .option("vault-id", "b@inner")
        .option("encrypt-vault-id", "b");
    scene.file("sealed", Vaults.encode(scene.context(), bytes("plain")));

    assertThat(
            tool()
                .run("view", "--vault-id", "a@outer", "--vault-id", "b@inner", "sealed")
                .text()
                .strip())
        .isEqualTo("plain");
  }

  @Test
  void both_read_the_same_settings() {
    Scene scene =
        new Scene(directory)
            .file(
                "ansible.cfg",
                """
                [defaults]
                vault_password_file = $PASSWORDS/one ; a comment
                vault_identity_list = prod@passwords/two, dev@~/passwords/three
                vault_encrypt_identity = dev
                """)
            .file("passwords/one", "one")
            .file("passwords/two", "two")
            .file("passwords/three", "three")
            .variable("HOME", directory.toString())
            .variable("PASSWORDS", directory.resolve("passwords").toString());
    scene.file("sealed", Vaults.encode(scene.context(), bytes("plain")));
    PeerCommand tool = tool().with("PASSWORDS", directory.resolve("passwords").toString());

    assertThat(tool.run("view", "sealed").expectSuccess().text().strip()).isEqualTo("plain");
    byte[] envelope =
        tool.feed(bytes("of the tool"))
            .run("encrypt", "-", "--output", "-")
            .expectSuccess()
            .stdout();
    assertThat(Vaults.text(envelope)).startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n");
    assertThat(Vaults.decode(scene.context(), envelope)).isEqualTo(bytes("of the tool"));
  }

  private List<byte[]> contents(List<String> names) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (String name : names) {
      contents.add(Files.readAllBytes(directory.resolve(name)));
    }
    return contents;
  }
}
