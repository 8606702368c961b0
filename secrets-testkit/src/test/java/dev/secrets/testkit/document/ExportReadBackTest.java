package dev.secrets.testkit.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import dev.secrets.document.ExportFormat;
import dev.secrets.testkit.PeerCommand;
import dev.secrets.testkit.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was exported, read by the programs that it is for. */
@Tag(Peers.TAG)
final class ExportReadBackTest {

  private static final List<String> PIECES =
      List.of(
          "a", "b", "n", "r", " ", "\n", "\t", "'", "'", "\"", "\"", "\\", "\\", "`", "$", "${A}",
          "$(x)", "#", " #", "=", "!", "*", "~", ";", "é", "😀", "{", "}", "\r", "\u2028");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"DOTENV", "DOTENV_PYTHON"})
  void python_dotenv_reads_back_what_was_exported(ExportFormat format) {
    List<String> values = spellable(format, 3_000);

    JsonNode theirs = Python.require("dotenv", "read_dotenv.py").read(exports(format, values));

    for (int at = 0; at < values.size(); at++) {
      assertThat(theirs.get(at).path("X").asText()).isEqualTo(values.get(at));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOTENV", "DOTENV_SH", "SHELL"})
  void sh_reads_back_what_was_exported(ExportFormat format) throws Exception {
    assertShellReadsBack("sh", format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash"})
  void other_shells_read_back_the_portable_spelling(String shell) throws Exception {
    assertShellReadsBack(shell, ExportFormat.DOTENV);
  }

  @Test
  void the_portable_spelling_of_json_is_the_documented_one() throws Exception {
    String json = Files.readString(resource("portable.json"));
    String compact = Python.JSON.readTree(json).toString();

    String exported = export(ExportFormat.DOTENV, "PORTABLE", compact);

    assertThat(Files.readString(resource("portable.env"))).endsWith(exported);
  }

  private void assertShellReadsBack(String shell, ExportFormat format) throws Exception {
    PeerCommand command = Peers.require(shell);
    List<String> values = spellable(format, 400);
    StringBuilder script = new StringBuilder();
    for (String export : exports(format, values)) {
      script.append(export).append("printf '%s\\0' \"$X\"\n");
    }
    Path file = Files.writeString(folder.resolve("script"), script);

    byte[] printed = command.run(file.toString()).expectSuccess().stdout();

    assertThat(new String(printed, UTF_8)).isEqualTo(String.join("\0", values) + "\0");
  }

  /** Random values, without those that the format refuses and has to. */
  private static List<String> spellable(ExportFormat format, int count) {
    Random random = new Random(23);
    List<String> values = new ArrayList<>();
    while (values.size() < count) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        value.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      try {
        export(format, "X", value.toString());
        values.add(value.toString());
      } catch (InvalidInputException refused) {
        assertThat(format).isEqualTo(ExportFormat.DOTENV);
        assertThat(refused).hasMessageContaining("'X'");
      }
    }
    return values;
  }

  private static List<String> exports(ExportFormat format, List<String> values) {
    return values.stream().map(value -> export(format, "X", value)).toList();
  }

  private static String export(ExportFormat format, String name, String value) {
    return new String(format.render(Map.of(name, SecretValue.ofText(value))), UTF_8);
  }

  private static Path resource(String name) throws Exception {
    return Path.of(ExportReadBackTest.class.getResource(name).toURI());
  }
}
