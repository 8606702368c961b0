package dev.secrets.testkit.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.secrets.SecretsException;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.testkit.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** YAML as PyYAML, and so Ansible, reads it. */
@Tag(Peers.TAG)
final class PyYamlTest {

  private static final List<String> SCALARS =
      List.of(
          "yes",
          "No",
          "oN",
          "off",
          "TRUE",
          "y",
          "n",
          "~",
          "null",
          "Null",
          "nULL",
          "''",
          "\"\"",
          "0",
          "-0",
          "+1",
          "0644",
          "08",
          "0o644",
          "0x1F",
          "0b101",
          "1_000",
          "1:30",
          "-1:30:05",
          "1:99",
          "1e3",
          "1.5e+3",
          "1.5e3",
          "1.",
          ".5",
          "+.5",
          "-.5",
          "1.10",
          "-1.5",
          "1:30.5",
          "1_0.5",
          ".inf",
          "-.INF",
          ".nan",
          "1e-7",
          "1.0e-7",
          "1.0e+16",
          "123456789.123456789",
          "2001-12-14",
          "2001-12-14t21:59:43.10-05:00",
          "2001-12-14 21:59:43",
          "2001-1-1",
          "!!str 012",
          "!!int '12'",
          "!!float 1",
          "!!float '1e3'",
          "!!binary aGVsbG8=",
          "!!null x",
          "!!bool yes",
          "! 12",
          "123456789012345678901234567890",
          "a b",
          "a:b",
          "http://x/y#z",
          "<",
          "-",
          "'it''s'",
          "\"\\u00e9\\x41\\n\"",
          "é",
          "😀");

  @Test
  void scalars_have_the_types_and_values_that_pyyaml_gives_them() {
    assertReadAlike(
        SCALARS.stream().map(scalar -> "- " + scalar + "\n").toList(), SCALARS.size() - 8);
  }

  @Test
  void keys_have_the_text_that_ansible_shows() {
    List<String> keys = List.of("yes", "Off", "~", "0644", "1.10", "a b", "'1'", "1:30", "y");

    assertReadAlike(keys.stream().map(key -> key + ": 1\n").toList(), keys.size());
  }

  @Test
  void merges_anchors_and_duplicates_are_read_as_pyyaml_reads_them() {
    List<String> texts =
        List.of(
            "a: &a {x: 1, y: 2}\nb:\n  x: 3\n  <<: *a\n",
            "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc: {<<: [*a, *b]}\n",
            "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc:\n  <<: *a\n  <<: *b\n",
            "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, '<<': 4}\n",
            "a: 1\nb: 2\na: 3\n",
            "a: &a 1\nb: *a\nc: &a 2\nd: *a\n",
            "a: *a\n",
            "a: {<<: 1}\n",
            "a: {<<: [1]}\n",
            "a: 1\n---\nb: 2\n",
            "? a\n: b\n? c\n",
            "a: |\n  x\n\n  y\nb: >-\n  x\n  y\nc: |+\n  z\n\n",
            "{a, b: , c: [d, e: f]}",
            "a: 'x\n  y'\nb: z\n  w\n");

    assertReadAlike(texts, 9);
  }

  @Test
  void random_texts_are_read_as_pyyaml_reads_them_where_both_read_them() {
    List<String> pieces = new ArrayList<>(SCALARS);
    pieces.addAll(
        List.of(
            "\n", "\n", "\n", "\n  ", "\n  ", "\n    ", ": ", ": ", ": ", "- ", "- ", " # c", "{",
            "}", "[", "]", ", ", "&a ", "*a", "<<: ", "|\n", ">\n", "a", "b", "c"));
    Random random = new Random(22);
    List<String> texts = new ArrayList<>();
    for (int round = 0; round < 6_000; round++) {
      StringBuilder text = new StringBuilder("a: ");
      for (int length = random.nextInt(10); length >= 0; length--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      texts.add(text.toString());
    }

    JsonNode theirs = Python.require("yaml", "read_yaml.py").read(texts);

    int both = 0;
    for (int at = 0; at < texts.size(); at++) {
      JsonNode ours = ours(texts.get(at));
      if (!ours.isNull() && !theirs.get(at).isNull()) {
        assertThat(ours).as("reading %s", texts.get(at)).isEqualTo(theirs.get(at));
        both++;
      }
    }
    assertThat(both).as("texts that both could read").isGreaterThan(500);
  }

  private static void assertReadAlike(List<String> texts, int readable) {
    JsonNode theirs = Python.require("yaml", "read_yaml.py").read(texts);

    int read = 0;
    for (int at = 0; at < texts.size(); at++) {
      assertThat(ours(texts.get(at))).as("reading %s", texts.get(at)).isEqualTo(theirs.get(at));
      read += theirs.get(at).isNull() ? 0 : 1;
    }
    assertThat(read).as("texts that could be read").isGreaterThanOrEqualTo(readable);
  }

  private static JsonNode ours(String text) {
    try {
      Node root = Document.parse(DocumentFormat.YAML, text.getBytes(UTF_8), Map.of()).root();
      return Python.JSON.createObjectNode().set("value", shape(root));
    } catch (SecretsException refused) {
      return Python.JSON.nullNode();
    }
  }

  private static JsonNode shape(Node node) {
    if (node instanceof Node.Mapping mapping) {
      ObjectNode object = Python.JSON.createObjectNode();
      mapping.entries().forEach((key, value) -> object.set(key, shape(value)));
      return object;
    }
    if (node instanceof Node.Sequence sequence) {
      ArrayNode array = Python.JSON.createArrayNode();
      sequence.items().forEach(item -> array.add(shape(item)));
      return array;
    }
    Node.Scalar scalar = (Node.Scalar) node;
    String text = scalar.type() == Node.Type.TIMESTAMP ? "" : " " + scalar.text();
    return Python.JSON.getNodeFactory().textNode(scalar.type() + text);
  }
}
