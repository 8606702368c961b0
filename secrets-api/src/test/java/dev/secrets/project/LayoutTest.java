package dev.secrets.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.Secrets;
import dev.secrets.SecretsException;
import dev.secrets.document.Node;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

  private static final Path SAMPLE = Path.of("..", "docs", "quickstart", "sample");

  private static final String ENTRY =
      "{name: %s, valueFrom: \"arn:aws:secretsmanager:us-east-1:123456789012:secret:%s-AbCdEf\"}";

  @TempDir Path directory;

  @Test
  void environments_are_found_from_the_names_of_files() {
    assertThat(project(SAMPLE).environments())
        .containsExactly("dev", "payments", "prod", "qa", "staging");
  }

  @Test
  void an_unknown_environment_is_told_which_there_are() {
    assertThatThrownBy(() -> project(SAMPLE).environment("production"))
        .isInstanceOfSatisfying(
            SecretNotFoundException.class,
            error -> assertThat(error.hints()).singleElement().asString().contains("prod, qa"));
  }

  @Test
  void a_project_is_found_from_a_directory_inside_it() {
    assertThat(project(SAMPLE.resolve("deploy/vars")).root())
        .isEqualTo(SAMPLE.toAbsolutePath().normalize());
  }

  @Test
  void references_are_written_from_where_the_user_stands() {
    Binding binding =
        project(SAMPLE.resolve("src"))
            .environment("dev")
            .bindings(BindingKind.RUNTIME, TaskSelection.defaults())
            .get("LOG_LEVEL");

    assertThat(binding.reference()).hasToString("file:../deploy/files/.env.dev#LOG_LEVEL");
  }

  @Test
  void entries_of_the_dotenv_file_are_runtime_secrets_but_for_those_without_a_value() {
    assertThat(names("dev", BindingKind.RUNTIME))
        .containsExactly(
            "LOG_LEVEL",
            "DEPLOYMENT",
            "PROC_WRAPPER_API_KEY",
            "SMTP_SECRETS",
            "POSTGRES_SECRETS",
            "FTP_SECRETS",
            "REPORTING_DB_SECRETS",
            "EMPTY",
            "REFERS_TO");
  }

  @Test
  void the_secrets_list_in_effect_adds_to_the_dotenv_file() {
    assertThat(names("staging", BindingKind.RUNTIME))
        .containsExactly(
            "LOG_LEVEL", "FEATURE_NEW_LAYOUT", "PROC_WRAPPER_API_KEY", "POSTGRES_SECRETS");
  }

  @Test
  void a_task_has_its_own_list_with_merges_honoured() {
    assertThat(
            project(SAMPLE)
                .environment("staging")
                .bindings(BindingKind.RUNTIME, TaskSelection.task("file_io"))
                .values())
        .filteredOn(binding -> binding.reference().store().equals("aws"))
        .extracting(Binding::name)
        .containsExactly("PROC_WRAPPER_API_KEY", "REPORTING_DB_SECRETS", "POSTGRES_PASSWORD");
  }

  @Test
  void an_unknown_task_is_told_which_there_are() {
    Environment staging = project(SAMPLE).environment("staging");

    assertThatThrownBy(() -> staging.bindings(BindingKind.RUNTIME, TaskSelection.task("nope")))
        .isInstanceOfSatisfying(
            SecretNotFoundException.class,
            error -> assertThat(error.hints()).singleElement().asString().contains("file_io"));
  }

  @Test
  void deployment_secrets_are_apart_and_the_environments_file_wins() {
    assertThat(names("staging", BindingKind.DEPLOYMENT))
        .containsExactly("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION");
    assertThat(
            project(SAMPLE)
                .environment("prod")
                .bindings(BindingKind.DEPLOYMENT, TaskSelection.defaults())
                .get("AWS_ACCESS_KEY_ID")
                .reference())
        .hasToString("file:deploy/docker_deploy.prod.env#AWS_ACCESS_KEY_ID");
  }

  @Test
  void two_tasks_that_bind_one_name_differently_have_no_union() throws IOException {
    layoutA(
        "a: &x {ecs: {extra_main_container_properties: {secrets: ["
            + ENTRY.formatted("S", "one")
            + "]}}}\n"
            + "task_name_to_env_config:\n  t1: *x\n  t2: {ecs: {extra_main_container_properties: {secrets: ["
            + ENTRY.formatted("S", "two")
            + "]}}}\n");

    assertThatThrownBy(
            () ->
                project(directory)
                    .environment("x")
                    .bindings(BindingKind.RUNTIME, TaskSelection.all()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'S'");
  }

  @Test
  void in_generation_a_the_environments_list_beats_the_tasks_of_common() throws IOException {
    write("deploy/vars/common.yml", "task_name_to_config: {t: " + list("FROM_TASK") + "}\n");
    write("deploy/vars/x.yml", "default_env_task_config: " + list("FROM_ENVIRONMENT") + "\n");

    assertThat(taskNames("t")).containsExactly("FROM_ENVIRONMENT");
  }

  @Test
  void in_generation_b_the_tasks_list_beats_the_environments() throws IOException {
    write("deploy_config/vars/common.yml", "task_name_to_config: {t: " + list("FROM_TASK") + "}\n");
    write(
        "deploy_config/vars/x.yml", "default_env_task_config: " + list("FROM_ENVIRONMENT") + "\n");

    assertThat(project(directory).environment("x").layout()).isEqualTo("B");
    assertThat(taskNames("t")).containsExactly("FROM_TASK");
  }

  @Test
  void generation_b_takes_maps_per_environment_from_common() throws IOException {
    write(
        "deploy_config/vars/common.yml",
        "task_name_to_config: {t: {}}\n"
            + "env_to_default_task_config: {x: "
            + list("BY_ENVIRONMENT")
            + ", y: "
            + list("OTHER")
            + "}\n");
    write("deploy_config/vars/x.yml", "a: 1\n");

    assertThat(taskNames("t")).containsExactly("BY_ENVIRONMENT");
  }

  @Test
  void generation_c_is_told_by_its_renamed_keys() throws IOException {
    write(
        "deploy_config/vars/common.yml",
        "schema_version: 4\nproject_task_name_to_config: {t: {}}\n");
    write("deploy_config/vars/x.yml", "env_task_config: " + list("NEW_KEYS") + "\n");

    assertThat(project(directory).environment("x").layout()).isEqualTo("C");
    assertThat(taskNames("t")).containsExactly("NEW_KEYS");
  }

  @Test
  void files_of_generation_b_lie_at_their_own_places() throws IOException {
    write("deploy_config/env/.env.x", "A=1\n");
    write("deploy.env", "B=1\n");
    write("deploy.x.env", "B=2\n");

    Environment environment = project(directory).environment("x");

    assertThat(environment.bindings(BindingKind.RUNTIME, TaskSelection.defaults()))
        .containsOnlyKeys("A");
    assertThat(
            environment
                .bindings(BindingKind.DEPLOYMENT, TaskSelection.defaults())
                .get("B")
                .reference())
        .hasToString("file:deploy.x.env#B");
  }

  @Test
  void a_list_where_the_map_of_settings_belongs_is_refused_with_its_line() throws IOException {
    layoutA(Files.readString(SAMPLE.resolve("broken/secrets-at-wrong-level.yml")));

    assertThatThrownBy(() -> names(directory, "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'deploy/vars/x.yml' line 2, column 26")
        .hasMessageContaining("a list where a map is needed");
  }

  @Test
  void a_missing_colon_is_refused_with_its_line() throws IOException {
    layoutA("a: 1\n");
    write(
        "deploy/vars/common.yml",
        Files.readString(SAMPLE.resolve("broken/common-missing-colon.yml")));

    assertThatThrownBy(() -> names(directory, "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'deploy/vars/common.yml'")
        .hasMessageContaining("line 4, column 5");
  }

  @Test
  void a_tasks_list_that_drops_a_default_secret_is_found() throws IOException {
    layoutA(Files.readString(SAMPLE.resolve("broken/task-secrets-drop-default.yml")));

    assertThat(project(directory).environment("x").findings())
        .filteredOn(finding -> finding.id().equals("P12"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("nightly_report", "PROC_WRAPPER_API_KEY");
              assertThat(finding.place()).startsWith("deploy/vars/x.yml:");
            });
  }

  @Test
  void a_secret_of_another_environment_and_one_without_suffix_are_found() throws IOException {
    write(
        "deploy/vars/prod.yml",
        "default_env_task_config: {ecs: {extra_main_container_properties: {secrets: ["
            + "{name: A, valueFrom: \"arn:aws:secretsmanager:us-east-1:123456789012:secret:C/staging/pg\"}]}}}\n");
    write("deploy/vars/staging.yml", "a: 1\n");

    assertThat(project(directory).environment("prod").findings())
        .extracting(Finding::id)
        .containsExactlyInAnyOrder("P14", "P15");
  }

  @Test
  void the_sample_has_only_the_finding_that_was_planted_in_it() {
    assertThat(project(SAMPLE).environment("staging").findings())
        .extracting(Finding::id, Finding::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "P12",
                "task 'file_io' has a list of its own and so loses secret 'POSTGRES_SECRETS'"));
  }

  @Test
  void a_bare_name_is_not_taken_for_a_secret() throws IOException {
    layoutA(
        "default_env_task_config: {ecs: {extra_main_container_properties: {secrets: ["
            + "{name: A, valueFrom: CloudReactor/prod/common/postgres}]}}}\n");

    assertThatThrownBy(() -> names(directory, "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("secret 'A'")
        .hasMessageContaining("Parameter Store");
  }

  @Test
  void a_secret_listed_twice_is_refused() throws IOException {
    layoutA(
        "default_env_task_config: {ecs: {extra_main_container_properties: {secrets: ["
            + ENTRY.formatted("A", "one")
            + ", "
            + ENTRY.formatted("A", "two")
            + "]}}}\n");

    assertThatThrownBy(() -> names(directory, "x")).hasMessageContaining("listed twice");
  }

  @Test
  void the_environments_name_is_filled_into_references_and_settings() throws IOException {
    layoutA(
        "default_env_task_config: {env: {D: \"{{ env }}\", O: \"{{ other }}\"}, ecs: {extra_main_container_properties: {secrets: ["
            + ENTRY.formatted("A", "C/{{ env }}/pg")
            + "]}}}\ntask_name_to_env_config: {t: {}}\n");

    Environment environment = project(directory).environment("x");
    Node.Mapping env = (Node.Mapping) environment.settings("t").find("env").orElseThrow();

    assertThat(
            environment
                .bindings(BindingKind.RUNTIME, TaskSelection.defaults())
                .get("A")
                .reference()
                .toString())
        .endsWith("secret:C/x/pg-AbCdEf");
    assertThat(((Node.Scalar) env.find("D").orElseThrow()).text()).isEqualTo("x");
    assertThat(((Node.Scalar) env.find("O").orElseThrow()).text()).isEqualTo("{{ other }}");
  }

  @Test
  void the_rows_of_broken_references_are_refused_or_found() throws IOException {
    List<String> rows = Files.readAllLines(SAMPLE.resolve("broken/arns.txt"));
    for (String row : rows.subList(1, rows.size())) {
      String reference = row.substring(0, row.indexOf('\t'));
      boolean good = row.contains("good: JSON key");
      write("deploy/vars/staging.yml", "a: 1\n");
      write(
          "deploy/vars/prod.yml",
          "default_env_task_config: {ecs: {extra_main_container_properties: {secrets: ["
              + "{name: A, valueFrom: \""
              + reference
              + "\"}]}}}\n");

      assertThat(verdict()).as(row).isEqualTo(good ? "fine" : "reported");
    }
  }

  private String verdict() {
    try {
      Environment prod = project(directory).environment("prod");
      prod.bindings(BindingKind.RUNTIME, TaskSelection.defaults());
      return prod.findings().isEmpty() ? "fine" : "reported";
    } catch (SecretsException refused) {
      return "reported";
    }
  }

  private static List<String> names(String environment, BindingKind kind) {
    return List.copyOf(
        project(SAMPLE).environment(environment).bindings(kind, TaskSelection.defaults()).keySet());
  }

  private static List<String> names(Path project, String environment) {
    return List.copyOf(
        project(project)
            .environment(environment)
            .bindings(BindingKind.RUNTIME, TaskSelection.defaults())
            .keySet());
  }

  private List<String> taskNames(String task) {
    return List.copyOf(
        project(directory)
            .environment("x")
            .bindings(BindingKind.RUNTIME, TaskSelection.task(task))
            .keySet());
  }

  private static String list(String name) {
    return "{ecs: {extra_main_container_properties: {secrets: ["
        + ENTRY.formatted(name, "s")
        + "]}}}";
  }

  private void layoutA(String vars) throws IOException {
    write("deploy/vars/x.yml", vars);
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Project project(Path root) {
    return Secrets.builder().context(BackendContext.builder().directory(root)).open().project();
  }
}
