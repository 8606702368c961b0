package dev.secrets.document;

import static dev.secrets.document.Texts.parse;
import static dev.secrets.document.Texts.text;
import static dev.secrets.document.Texts.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PropertiesDocumentTest {

  @Property(tries = 3_000)
  void any_text_is_read_as_the_jdk_reads_it(@ForAll("texts") String head) throws IOException {
    // A backslash and a line end as the very last is read by the JDK in ways of no rule.
    String text = head + "\nlast";
    Map<String, String> expected = new HashMap<>();
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    properties.forEach((key, value) -> expected.put((String) key, (String) value));

    Map<String, String> read = new HashMap<>();
    ((Node.Mapping) parse(DocumentFormat.PROPERTIES, text).root())
        .entries()
        .forEach((key, value) -> read.put(key, ((Node.Scalar) value).text()));

    assertThat(read).isEqualTo(expected);
  }

  @Property(tries = 1_000)
  void the_jdk_reads_what_was_set(@ForAll("texts") String key, @ForAll("texts") String value)
      throws IOException {
    Document edited = parse(DocumentFormat.PROPERTIES, "a=1\n").with(Pointer.of(key), value);

    Properties properties = new Properties();
    properties.load(new StringReader(text(edited)));
    assertThat(properties.getProperty(key)).isEqualTo(value);
  }

  @Test
  void an_incomplete_escape_is_told_with_its_place() {
    assertThatThrownBy(() -> parse(DocumentFormat.PROPERTIES, "a=1\nb=x\\u12\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("line 2, column 4: four hexadecimal digits have to follow '\\u'");
  }

  @Test
  void a_file_that_is_not_utf_8_keeps_its_charset() {
    byte[] latin = "name=caf\u00e9\nother=1\n".getBytes(StandardCharsets.ISO_8859_1);

    Document edited =
        Document.parse(DocumentFormat.PROPERTIES, latin, Map.of())
            .with(Pointer.of("other"), "\u00e8");

    assertThat(value(edited, "name")).isEqualTo("caf\u00e9");
    assertThat(new String(edited.bytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo("name=caf\u00e9\nother=\\u00e8\n");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "b", "=", ":", " ", "\t", "\f", "\n", "\r", "\r\n", "\\", "\\\n", "\\\r\n", "#",
            "!", "\\u0041", "t", "\\n", "é", "\u2028")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }
}
