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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {

  @TempDir Path project;

  @BeforeEach
  void project() throws IOException {
    Files.createDirectories(project.resolve("deploy/files"));
    Files.writeString(project.resolve("deploy/files/.env.dev"), "PLAIN=text\nSPACED='a b'\n");
  }

  @ParameterizedTest
  @CsvSource({
    "dotenv,     'PLAIN=text|SPACED=''a b''|'",
    "docker-env, 'PLAIN=text|SPACED=a b|'",
    "shell,      'export PLAIN=text|export SPACED=''a b''|'",
    "properties, 'PLAIN=text|SPACED=a b|'",
    "json,       '{|  \"PLAIN\": \"text\",|  \"SPACED\": \"a b\"|}|'",
    "yaml,       'PLAIN: \"text\"|SPACED: \"a b\"|'"
  })
  void export_writes_every_format(String format, String expected) {
    Outcome outcome = InProcess.in(project).run("export", "-e", "dev", "--format", format);

    assertThat(outcome).isEqualTo(new Outcome(0, expected.replace('|', '\n'), ""));
  }

  @Test
  void export_chooses_the_only_environment() {
    assertThat(InProcess.in(project).run("export", "--format", "json").exit()).isZero();
  }

  @Test
  void export_writes_a_file_that_only_its_owner_reads() throws IOException {
    Path file = Files.writeString(project.resolve("out.env"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    Outcome outcome =
        InProcess.in(project).run("export", "--format", "docker-env", "-o", "out.env");

    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    assertThat(file).hasContent("PLAIN=text\nSPACED=a b\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void export_names_a_value_that_the_format_cannot_hold() throws IOException {
    Files.writeString(project.resolve("deploy/files/.env.dev"), "LINES='a\nb'\n");

    Outcome outcome = InProcess.in(project).run("export", "--format", "docker-env");

    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("'LINES'");
  }

  @ParameterizedTest
  @CsvSource({"export", "export --format xml", "export --format json --dialect sh"})
  void export_with_no_such_format_is_wrong_usage(String line) {
    assertThat(InProcess.in(project).run(line.split(" ", -1)).exit()).isEqualTo(2);
  }

  @Test
  void export_for_one_reader_takes_its_dialect() {
    Outcome outcome = InProcess.in(project).run("export", "--format", "dotenv", "--dialect", "sh");

    assertThat(outcome.exit()).isZero();
  }
}
