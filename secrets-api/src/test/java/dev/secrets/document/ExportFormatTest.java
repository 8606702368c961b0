package dev.secrets.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportFormatTest {

  @Property(tries = 500)
  void documents_read_back_what_was_exported(@ForAll String text) {
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      return;
    }
    assertThat(readBack(ExportFormat.JSON, DocumentFormat.JSON, text)).isEqualTo(text);
    assertThat(readBack(ExportFormat.YAML, DocumentFormat.YAML, text)).isEqualTo(text);
    assertThat(readBack(ExportFormat.PROPERTIES, DocumentFormat.PROPERTIES, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's \"$X\"", "two\\\\slashes", "${X}'", "a\rb"})
  void a_value_without_a_portable_spelling_is_refused_by_its_name(String value) {
    assertThatThrownBy(() -> export(ExportFormat.DOTENV, "NAME", value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("no spelling of 'NAME' is read alike by python-dotenv, node dotenv and sh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's", "a$b", "say \"x\"", "C:\\dir\\x", "a\nb", "", "`x`", " # "})
  void most_values_have_a_portable_spelling(String value) {
    String exported = export(ExportFormat.DOTENV, "NAME", value);

    assertThat(Texts.value(Texts.parse(DocumentFormat.DOTENV, exported), "NAME")).isEqualTo(value);
  }

  @Test
  void docker_takes_the_value_as_it_stands() {
    assertThat(export(ExportFormat.DOCKER_ENV, "A", " 'x' # y")).isEqualTo("A= 'x' # y\n");
  }

  @Test
  void docker_has_no_spelling_for_a_line_end() {
    assertThatThrownBy(() -> export(ExportFormat.DOCKER_ENV, "A", "x\ny"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'A' has a line end or a NUL in it, which a docker env file cannot hold");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"DOTENV", "DOTENV_PYTHON", "DOTENV_NODE", "DOTENV_SH", "SHELL", "DOCKER_ENV"})
  void a_name_that_no_variable_can_have_is_refused(ExportFormat format) {
    assertThatThrownBy(() -> export(format, "A;B", "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'A;B'");
  }

  @ParameterizedTest
  @EnumSource
  void bytes_that_are_no_text_are_refused_by_name(ExportFormat format) {
    Map<String, SecretValue> values = Map.of("NAME", SecretValue.copyOf(new byte[] {(byte) 0xff}));

    assertThatThrownBy(() -> format.render(values))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'NAME'");
  }

  private static String readBack(ExportFormat export, DocumentFormat format, String text) {
    return Texts.value(Texts.parse(format, export(export, "NAME", text)), "NAME");
  }

  private static String export(ExportFormat format, String name, String value) {
    return new String(format.render(Map.of(name, SecretValue.ofText(value))), UTF_8);
  }
}
