package dev.secrets.document;

import static dev.secrets.document.DocumentFormat.DOTENV;
import static dev.secrets.document.Texts.parse;
import static dev.secrets.document.Texts.resource;
import static dev.secrets.document.Texts.text;
import static dev.secrets.document.Texts.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;

final class DotenvDocumentTest {

  @Test
  void the_sample_is_read_as_python_dotenv_reads_it() {
    Node.Mapping expected =
        (Node.Mapping) parse(DocumentFormat.JSON, resource("dev.env.json")).root();

    Node.Mapping read = (Node.Mapping) parse(DOTENV, resource("dev.env")).root();

    assertThat(read.entries().keySet()).containsExactlyElementsOf(expected.entries().keySet());
    expected
        .entries()
        .forEach(
            (name, value) ->
                assertThat(read.find(name))
                    .get()
                    .usingRecursiveComparison()
                    .ignoringFields("position")
                    .isEqualTo(value));
  }

  @Test
  void json_over_lines_without_quotes_is_reported_at_its_second_line() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> parse(DOTENV, resource("env-multiline-unquoted.env")))
        .withMessageStartingWith("line 3, column 1: ")
        .satisfies(
            error ->
                assertThat(error.hints()).singleElement().asString().contains("single quotes"));
  }

  @Test
  void the_process_environment_comes_before_the_file() {
    byte[] content = "HOST=file\nURL=http://${HOST}/${PATH_:-x}\n".getBytes(UTF_8);

    Document document = Document.parse(DOTENV, content, Map.of("HOST", "process"));

    assertThat(value(document, "URL")).isEqualTo("http://process/x");
    assertThat(value(document, "HOST")).isEqualTo("file");
  }

  @Test
  void a_name_without_a_value_counts_as_empty_and_not_as_absent() {
    assertThat(value(parse(DOTENV, "A\nB=${A:-default}\n"), "B")).isEmpty();
  }

  @Test
  void removing_a_name_removes_all_its_entries() {
    assertThat(text(parse(DOTENV, "A=1\nB=2\nexport A=3\n").without(Pointer.of("A"))))
        .isEqualTo("B=2\n");
  }

  @Test
  void an_edit_keeps_references_to_the_entry_as_they_are_written() {
    Document edited = parse(DOTENV, "A=1\nB=${A}!\n").with(Pointer.of("A"), "2");

    assertThat(text(edited)).isEqualTo("A=2\nB=${A}!\n");
    assertThat(value(edited, "B")).isEqualTo("2!");
  }

  @Test
  void json_with_references_is_not_edited_inside() {
    Document document = parse(DOTENV, "A=1\nJ='{\"a\": \"${A}\", \"b\": 1}'\n");

    assertThatThrownBy(() -> document.with(Pointer.of("J", "b"), "2"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'/J'");
  }

  @Test
  void a_json_field_is_edited_in_place_and_spelled_for_every_reader() {
    Document edited =
        parse(DOTENV, resource("dev.env")).with(Pointer.of("POSTGRES_SECRETS", "port"), "it's");

    assertThat(text(edited))
        .isEqualTo(resource("dev.env").replace("\"port\": \"5432\"", "\"port\": \"it\\u0027s\""));
  }

  @Test
  void an_entry_without_equals_sign_gets_one() {
    assertThat(text(parse(DOTENV, "A # c\nB=1\n").with(Pointer.of("A"), "x y")))
        .isEqualTo("A='x y' # c\nB=1\n");
  }

  @Test
  void a_name_that_no_variable_can_have_is_not_added() {
    assertThatThrownBy(() -> parse(DOTENV, "").with(Pointer.of("a b"), "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'a b' cannot name an environment variable");
  }

  @Property(tries = 1_000)
  void any_text_without_nul_reads_back(@ForAll @NotBlank String text) {
    if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(DotenvDocumentTest::isSurrogate)) {
      return;
    }
    Document edited = parse(DOTENV, "# head\nX=1\n").with(Pointer.of("X"), text);

    assertThat(value(edited, "X")).isEqualTo(text);
  }

  private static boolean isSurrogate(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }
}
