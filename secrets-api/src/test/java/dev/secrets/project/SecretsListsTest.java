package dev.secrets.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsListsTest {

  private static final Map<String, String> NEW = Map.of("TOKEN", "arn:new");
  private static final String LIST =
      """
      default_env_task_config: &default
        ecs:
          extra_main_container_properties:
            secrets: &secrets   # all tasks
              - name: A
                # why
                valueFrom: "arn:a"

              - *other
      # behind
      task_name_to_env_config: {}
      """;

  @Test
  void an_entry_goes_behind_the_last_one_and_everything_else_stays() {
    String text = "x_other: &other {name: B, valueFrom: b}\n" + LIST;

    assertThat(added(text))
        .isEqualTo(
            text.replace(
                "        - *other\n",
                "        - *other\n        - name: TOKEN\n          valueFrom: \"arn:new\"\n"));
  }

  @Test
  void a_list_is_made_where_there_is_none() {
    assertThat(added("default_env_task_config:\n  # why\n  env:\n    A: b\n"))
        .isEqualTo(
            """
            default_env_task_config:
              # why
              ecs:
                extra_main_container_properties:
                  secrets:
                    - name: TOKEN
                      valueFrom: "arn:new"
              env:
                A: b
            """);
  }

  @Test
  void a_file_without_settings_gets_them_at_its_end() {
    assertThat(added("cloudreactor:\n  api_key: x"))
        .startsWith("cloudreactor:\n  api_key: x\n\ndefault_env_task_config:\n  ecs:\n")
        .endsWith("    secrets:\n        - name: TOKEN\n          valueFrom: \"arn:new\"\n");
    assertThat(added("")).startsWith("default_env_task_config:\n");
  }

  @Test
  void a_key_with_nothing_behind_it_gets_the_list() {
    String text =
        "default_env_task_config:\n  ecs:\n    extra_main_container_properties:\n      secrets:\n"
            + "after: 1\n";

    assertThat(added(text))
        .isEqualTo(
            text.replace(
                "after", "        - name: TOKEN\n          valueFrom: \"arn:new\"\nafter"));
  }

  @Test
  void brackets_stay_brackets() {
    assertThat(added("default_env_task_config: {ecs: {cpu: 1}}"))
        .isEqualTo(
            "default_env_task_config: {ecs: {extra_main_container_properties: {secrets:"
                + " [{name: TOKEN, valueFrom: \"arn:new\"}]}, cpu: 1}}");
  }

  @Test
  void windows_line_ends_stay() {
    assertThat(added(LIST.replace("        - *other\n", "").replace("\n", "\r\n")))
        .contains("- name: TOKEN\r\n")
        .doesNotContainPattern("[^\r]\n");
  }

  @Test
  void a_task_with_a_list_of_its_own_gets_the_entry_too_each_in_a_change_of_its_own() {
    String text =
        """
        default_env_task_config:
          ecs: {extra_main_container_properties: {secrets: []}}
        task_name_to_env_config:
          other: {schedule: x}
          task:
            ecs:
              extra_main_container_properties:
                secrets:
                - name: OWN
                  valueFrom: arn:own
        """;

    List<String> texts = lists().with(text, NEW, Map.of());

    assertThat(texts).hasSize(2);
    assertThat(texts.get(0)).contains("[{name: TOKEN").doesNotContain("- name: TOKEN");
    assertThat(texts.get(1))
        .endsWith("arn:own\n        - name: TOKEN\n          valueFrom: \"arn:new\"\n");
  }

  @Test
  void a_new_list_keeps_what_it_would_replace() {
    String text = lists().with("a: 1\n", NEW, Map.of("OLD", "arn:old")).get(0);

    assertThat(text).contains("name: OLD", "arn:old", "name: TOKEN");
  }

  @Test
  void what_a_list_has_is_not_added_again() {
    String once = added(LIST.replace("        - *other\n", ""));

    assertThat(lists().with(once, NEW, Map.of())).isEmpty();
  }

  @Test
  void nothing_is_added_to_what_stands_elsewhere() {
    String text = "x: &x [{name: A, valueFrom: a}]\ndefault_env_task_config:\n  ecs: *y\n";

    assertThatThrownBy(
            () -> added(text.replace("*y", "{extra_main_container_properties: {secrets: *x}}")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("line");
  }

  private static String added(String text) {
    List<String> texts = lists().with(text, NEW, Map.of());
    return texts.get(texts.size() - 1);
  }

  private static SecretsLists lists() {
    return new SecretsLists(Layout.A, "prod");
  }
}
