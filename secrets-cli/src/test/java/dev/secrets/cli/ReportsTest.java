package dev.secrets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.secrets.cli.InProcess.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that report, as text and as JSON. */
class ReportsTest {

  @TempDir Path project;

  @BeforeEach
  void sample() {
    Packaged.copyOfSample(project);
  }

  @Test
  void environments_name_what_they_bind() throws IOException {
    JsonNode report = json("environments", "--json");

    assertThat(report.at("/schema").asInt()).isEqualTo(1);
    assertThat(report.at("/environments").findValuesAsText("name"))
        .containsExactly("dev", "payments", "prod", "qa", "staging");
    assertThat(report.at("/environments/2").toString())
        .isEqualTo(
            "{\"name\":\"prod\",\"layout\":\"A\","
                + "\"runtime\":[\"POSTGRES_SECRETS\",\"SMTP_PASSWORD\",\"PROC_WRAPPER_API_KEY\"],"
                + "\"deployment\":[\"AWS_ACCESS_KEY_ID\",\"AWS_SECRET_ACCESS_KEY\","
                + "\"AWS_DEFAULT_REGION\"]}");
  }

  @Test
  void environments_shows_the_others_when_one_cannot_be_opened() throws IOException {
    Files.delete(project.resolve("deploy/ansible.cfg"));

    Outcome outcome = InProcess.in(project).run("environments", "--json");

    JsonNode environments = new ObjectMapper().readTree(outcome.out()).get("environments");
    assertThat(outcome.exit()).isEqualTo(5);
    assertThat(environments).hasSize(5);
    assertThat(environments.get(0).has("error")).isFalse();
    assertThat(environments.get(2).get("error").asText()).contains("deploy/");
  }

  @Test
  void list_tells_where_each_name_comes_from() throws IOException {
    JsonNode report = json("list", "-e", "prod", "--json");

    assertThat(report.at("/environment").asText()).isEqualTo("prod");
    JsonNode smtp = report.at("/bindings/1");
    assertThat(smtp.get("name").asText()).isEqualTo("SMTP_PASSWORD");
    assertThat(smtp.get("kind").asText()).isEqualTo("runtime");
    assertThat(smtp.get("method").asText()).isEqualTo("ansible-vault");
    assertThat(smtp.get("reference").asText())
        .isEqualTo("file:deploy/files/.env.prod#SMTP_PASSWORD");
    assertThat(smtp.get("place").asText()).contains("deploy/files/.env.prod");
  }

  @Test
  void list_shows_one_kind_when_told_to() throws IOException {
    JsonNode report = json("list", "-e", "prod", "--deployment", "--json");

    assertThat(report.at("/bindings").findValuesAsText("kind")).containsOnly("deployment");
  }

  @Test
  void list_shows_the_paths_of_a_store() throws IOException {
    JsonNode report = json("list", "file:deploy/vars/p", "--json");

    assertThat(report.at("/secrets").findValuesAsText("path"))
        .containsExactly("deploy/vars/payments.yml", "deploy/vars/prod.yml");
    assertThat(report.at("/secrets/0/note").asText()).isEqualTo("ansible-vault");
  }

  @Test
  void list_warns_of_what_is_probably_not_meant() {
    Outcome outcome = InProcess.in(project).run("list", "-e", "staging");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).startsWith("secrets: warning: ").contains("secrets: hint: ");
  }

  @Test
  void list_without_a_store_or_an_environment_is_wrong_usage() {
    assertThat(InProcess.in(project).run("list").exit()).isEqualTo(2);
    assertThat(InProcess.in(project).run("list", "deploy").exit()).isEqualTo(2);
  }

  @Test
  void backends_are_the_discovered_ones() throws IOException {
    JsonNode report = json("backends", "--json");

    assertThat(report.at("/builtIn").toString()).isEqualTo("[\"env\",\"file\"]");
    assertThat(report.at("/stores").findValuesAsText("scheme")).containsExactly("aws");
    assertThat(report.at("/stores/0/options").findValuesAsText("name")).contains("region");
    assertThat(report.at("/codecs").findValuesAsText("id"))
        .containsExactlyInAnyOrder("ansible-vault", "git-crypt");
    assertThat(report.at("/codecs").findValuesAsText("spi")).containsOnly("1");
    assertThat(report.at("/problems")).isEmpty();
  }

  @Test
  void backends_shows_a_broken_plugin_beside_the_others() throws IOException {
    Path jar = project.resolve("broken.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("META-INF/services/dev.secrets.spi.SecretStoreProvider"));
      out.write("no.such.Provider\n".getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }

    Outcome outcome =
        InProcess.in(project).with("SECRETS_PLUGINS", project.toString()).run("backends", "--json");

    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.at("/problems/0/reason").asText()).contains("no.such.Provider");
    assertThat(report.at("/stores").findValuesAsText("scheme")).containsExactly("aws");
  }

  @Test
  void version_is_one_line() {
    assertThat(InProcess.in(project).run("version").out()).matches("secrets \\S+\n");
    assertThat(InProcess.in(project).run("--version").out()).matches("secrets \\S+\n");
  }

  @Test
  void version_as_json_has_a_schema() throws IOException {
    assertThat(json("version", "--json").fieldNames())
        .toIterable()
        .containsExactly("schema", "version", "java");
  }

  private JsonNode json(String... arguments) throws IOException {
    Outcome outcome = InProcess.in(project).run(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }
}
