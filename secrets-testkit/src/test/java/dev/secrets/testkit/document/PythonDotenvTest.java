package dev.secrets.testkit.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.testkit.Peers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random dotenv texts, read by us and by the real python-dotenv. */
@Tag(Peers.TAG)
final class PythonDotenvTest {

  private static final List<String> PIECES =
      List.of(
          "A",
          "B",
          "NAME",
          "=",
          "=",
          "=",
          "=",
          " ",
          " ",
          "\n",
          "\n",
          "\n",
          "\r\n",
          "\r",
          "'",
          "'",
          "\"",
          "\"",
          "\\",
          "\\",
          "n",
          "t",
          "#",
          " # note",
          "export ",
          "export",
          "${A}",
          "${B:-x}",
          "${",
          "}",
          "$",
          "${:-y}",
          "é",
          "😀",
          "\u00a0",
          "\u2028",
          "\u0085",
          "\u001c",
          "\f",
          "{\"k\": 1}",
          "A=1\n",
          "B='x y'\n",
          "`",
          ":",
          "-",
          "'K'=");

  @Test
  void random_texts_are_read_as_python_dotenv_reads_them() {
    Python python = Python.require("dotenv", "read_dotenv.py");
    Random random = new Random(20);
    List<String> texts = new ArrayList<>();
    for (int round = 0; round < 20_000; round++) {
      texts.add(text(random));
    }

    JsonNode theirs = python.read(texts);

    int read = 0;
    for (int at = 0; at < texts.size(); at++) {
      JsonNode ours = ours(texts.get(at));
      assertThat(ours).as("reading %s", quoted(texts.get(at))).isEqualTo(theirs.get(at));
      read += ours.isNull() ? 0 : 1;
    }
    assertThat(read).as("texts that both could read").isGreaterThan(2_000);
  }

  @Test
  void edited_values_are_read_by_python_dotenv() {
    Python python = Python.require("dotenv", "read_dotenv.py");
    Random random = new Random(21);
    List<String> values = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int round = 0; round < 5_000; round++) {
      String value = text(random);
      values.add(value);
      texts.add(
          new String(parse("A=1\nX=\"old\" # c\n").with(Pointer.of("X"), value).bytes(), UTF_8));
    }

    JsonNode theirs = python.read(texts);

    for (int at = 0; at < texts.size(); at++) {
      String seen = theirs.get(at).path("X").asText();
      String value = values.get(at);
      assertThat(seen.equals(value) || sameJson(seen, value))
          .as("%s instead of %s", quoted(seen), quoted(value))
          .isTrue();
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length >= 0; length--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static JsonNode ours(String text) {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      ((Node.Mapping) parse(text).root())
          .entries()
          .forEach((name, value) -> values.put(name, text(value)));
      return Python.JSON.valueToTree(values);
    } catch (InvalidInputException refused) {
      return Python.JSON.nullNode();
    }
  }

  private static String text(Node node) {
    Node.Scalar scalar = (Node.Scalar) node;
    return scalar.type() == Node.Type.NULL ? null : scalar.text();
  }

  private static Document parse(String text) {
    // What the random texts refer to must not depend on the environment of the test.
    return Document.parse(DocumentFormat.DOTENV, text.getBytes(UTF_8), Map.of());
  }

  /** JSON may be spelled with other escapes, as long as it is the same. */
  private static boolean sameJson(String one, String other) {
    try {
      return Python.JSON.readTree(one).isContainerNode()
          && Python.JSON.readTree(one).equals(Python.JSON.readTree(other));
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  private static String quoted(String text) {
    return Python.JSON.valueToTree(text).toString();
  }
}
