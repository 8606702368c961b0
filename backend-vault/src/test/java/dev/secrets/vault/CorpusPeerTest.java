package dev.secrets.vault;

import static dev.secrets.vault.Vaults.bytes;
import static dev.secrets.vault.Vaults.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.Reference;
import dev.secrets.Secret;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.spi.BackendContext;
import dev.secrets.testkit.Peers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus of files with variables: what Ansible loads, and what we load. */
@Tag(Peers.TAG)
final class CorpusPeerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final BackendContext CONTEXT = Vaults.contextWith("password");

  private static final String ENVELOPE =
      text(Vaults.encode(CONTEXT, bytes("it's \"é\": {{ x }}\n")));

  private static final String OTHER =
      text(Vaults.encode(Vaults.contextWith("other"), bytes("closed")));

  /** Not meant for Ansible: other programs have tags of their own, and a value has a text. */
  private static final Set<String> READ_HERE_ONLY = Set.of("a tag nobody knows", "a tag of Python");

  @TempDir private Path directory;

  @Test
  void what_ansible_loads_and_what_we_load_is_the_same() throws IOException {
    Map<String, Path> files = write();

    List<JsonNode> theirs = loadedByAnsible(files.values());

    SoftAssertions all = new SoftAssertions();
    int loaded = 0;
    int at = 0;
    for (Map.Entry<String, Path> file : files.entrySet()) {
      JsonNode expected = theirs.get(at++);
      boolean here = READ_HERE_ONLY.contains(file.getKey());
      JsonNode ours = here ? JSON.nullNode() : loadedHere(file.getValue());
      all.assertThat(ours).as(file.getKey()).isEqualTo(expected);
      loaded += expected.isNull() ? 0 : 1;
    }
    all.assertAll();
    assertThat(loaded).as("files that Ansible loads").isGreaterThan(35);
    assertThat(at - loaded).as("files that it refuses").isGreaterThan(10);
  }

  /** The corpus, each file under the name of its section. */
  private Map<String, Path> write() throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String section : resource("vars.txt").substring("=== ".length()).split("\n=== ", -1)) {
      String name = section.substring(0, section.indexOf('\n'));
      Path file = directory.resolve(files.size() + ".yml");
      files.put(name, Files.write(file, content(name, section.substring(name.length() + 1))));
    }
    return files;
  }

  private static byte[] content(String name, String template) {
    boolean whole = template.startsWith("!whole\n");
    String plain =
        Pattern.compile("\\{(\\d+)}")
            .matcher(whole ? template.substring("!whole\n".length()) : template)
            .replaceAll(indentation -> indented(Integer.parseInt(indentation.group(1))))
            .replace("{quoted}", quoted(ENVELOPE))
            .replace("{other}", quoted(OTHER))
            .replace("{nul}", "\0");
    byte[] content = bytes(name.startsWith("CRLF") ? plain.replace("\n", "\r\n") : plain);
    return whole ? Vaults.encode(CONTEXT, content) : content;
  }

  private static String indented(int columns) {
    return ENVELOPE
        .lines()
        .map(line -> " ".repeat(columns) + line)
        .collect(Collectors.joining("\n"))
        .replace("$", "\\$");
  }

  private static String quoted(String envelope) {
    return envelope.replace("\n", "\\n");
  }

  private List<JsonNode> loadedByAnsible(Iterable<Path> files) throws IOException {
    Peers.require("ansible-vault"); // its first line names the Python that has ansible
    List<String> call =
        new ArrayList<>(
            List.of(
                "-c",
                "exec $(sed -n '1s/^#! *//p' \"$(command -v ansible-vault)\") -c \"$@\"",
                "sh",
                resource("load.py")));
    files.forEach(file -> call.add(file.toString()));
    byte[] answer =
        Peers.require("sh")
            .in(directory)
            .with("HOME", directory.toString())
            .with("LC_ALL", "C.UTF-8")
            .run(call.toArray(String[]::new))
            .expectSuccess()
            .stdout();
    List<JsonNode> loaded = new ArrayList<>();
    JSON.readTree(answer).forEach(loaded::add);
    return loaded;
  }

  private JsonNode loadedHere(Path file) throws IOException {
    BackendContext.Builder context =
        BackendContext.builder()
            .directory(directory)
            .options(Map.of("vault-password-file", List.of("pass")));
    Files.writeString(directory.resolve("pass"), "password");
    try (Secrets secrets = Secrets.builder().register(new AnsibleVault()).context(context).open();
        Secret data = secrets.resolve(Reference.parse("file:" + file.getFileName() + "#/data"))) {
      return JSON.createObjectNode().set("value", JSON.readTree(data.text()));
    } catch (SecretsException refused) {
      return JSON.nullNode();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CorpusPeerTest.class.getResourceAsStream("/corpus/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
