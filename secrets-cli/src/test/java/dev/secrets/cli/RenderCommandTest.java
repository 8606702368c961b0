package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.cli.InProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {

  private static final String FIELD = "file:values.json#/password";

  @TempDir Path project;

  @BeforeEach
  void project() throws IOException {
    write("values.json", "{\"password\": \"s3cr3t\"}");
    write(
        "secrets.yaml",
        "version: 1\nenvironments:\n  only: {}\nbindings:\n  NAME: " + FIELD + "\n");
  }

  @Test
  void a_reference_and_a_name_become_their_values_and_all_else_stays() throws IOException {
    write("template", "a=${secret:" + FIELD + "}\r\nb=\"${secret:NAME}\" $${secret:x} ${HOME} $");

    assertThat(render("template").out())
        .isEqualTo("a=s3cr3t\r\nb=\"s3cr3t\" ${secret:x} ${HOME} $");
  }

  @Test
  void bytes_that_are_no_text_pass_through_template_and_value() throws IOException {
    Files.write(project.resolve("binary"), new byte[] {0, (byte) 0xff});
    Files.write(
        project.resolve("template"),
        ((char) 0xfe + "${secret:file:binary}")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

    render("template", "-o", "out");

    assertThat(project.resolve("out")).hasBinaryContent(new byte[] {(byte) 0xfe, 0, (byte) 0xff});
  }

  @Test
  void standard_input_may_be_the_template() {
    Outcome outcome = InProcess.in(project).feed("<${secret:NAME}>".getBytes()).run("render", "-");

    assertThat(outcome.out()).isEqualTo("<s3cr3t>");
  }

  @Test
  void what_is_written_is_for_its_owner_unless_a_mode_is_given() throws IOException {
    write("template", "${secret:NAME}");
    write("out", "before");

    assertThat(render("template", "-o", "out").exit()).isZero();
    assertThat(mode("out")).isEqualTo("rw-------");
    assertThat(render("template", "-o", "out", "--mode", "0640").exit()).isZero();
    assertThat(mode("out")).isEqualTo("rw-r-----");
    assertThat(render("template", "-o", "out", "--mode", "9").exit()).isEqualTo(2);
  }

  @Test
  void nothing_is_written_when_any_value_is_missing_and_all_of_them_are_told() throws IOException {
    write("template", "${secret:NAME} ${secret:file:absent} ${secret:file:values.json#/nope}");

    Outcome outcome = render("template", "-o", "out");

    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("file:absent", "file:values.json#/nope");
    assertThat(project.resolve("out")).doesNotExist();
  }

  @Test
  void a_place_without_an_end_is_malformed() throws IOException {
    write("template", "\n${secret:NAME");

    Outcome outcome = render("template");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err()).contains("in line 2");
  }

  @Test
  void check_renders_nothing_and_tells_of_each_value() throws IOException {
    write("template", "${secret:NAME}\n${secret:file:absent}");

    Outcome outcome = render("template", "--check", "-o", "out");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("line 1  NAME", "line 2  file:absent")
        .doesNotContain("s3cr3t");
    assertThat(project.resolve("out")).doesNotExist();
  }

  @Test
  void check_reports_as_json() throws IOException {
    write("template", "${secret:NAME}");

    Outcome outcome = render("template", "--check", "--json");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            "{\"schema\":1,\"references\":[{\"reference\":\"NAME\",\"line\":1,\"ok\":true}]}\n");
  }

  @Test
  void a_template_that_is_not_there_is_not_found() {
    assertThat(render("absent").exit()).isEqualTo(3);
    assertThat(render().exit()).isEqualTo(2);
  }

  private String mode(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(project.resolve(file)));
  }

  private Outcome render(String... arguments) {
    String[] line = new String[arguments.length + 3];
    line[0] = "render";
    line[1] = "-e";
    line[2] = "only";
    System.arraycopy(arguments, 0, line, 3, arguments.length);
    return InProcess.in(project).run(line);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(project.resolve(file), text);
  }
}
