package dev.secrets.document;

import static dev.secrets.document.DocumentFormat.YAML;
import static dev.secrets.document.Texts.parse;
import static dev.secrets.document.Texts.resource;
import static dev.secrets.document.Texts.text;
import static dev.secrets.document.Texts.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class YamlDocumentTest {

  private static final String STAGING_MERGED =
      "/task_name_to_env_config/file_io/ecs/execution_role_arn";
  private static final String STAGING_ALIASED =
      "/task_name_to_env_config/file_io/ecs/extra_main_container_properties/secrets/0/name";

  @Test
  void a_missing_colon_is_told_at_the_key_that_lacks_it() {
    assertThatThrownBy(() -> parse(YAML, resource("common-missing-colon.yml")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("line 4, column 5: a ':' is missing after the key")
        .hasNoCause();
  }

  @Test
  void an_inline_vault_keeps_its_tag_and_its_text() {
    Node node =
        parse(YAML, resource("qa.yml")).find(Pointer.parse("/cloudreactor/api_key")).orElseThrow();

    assertThat(node.tag()).contains("!vault");
    assertThat(node.position()).isEqualTo(new Position(4, 12));
    assertThat(((Node.Scalar) node).text()).startsWith("$ANSIBLE_VAULT;1.1;AES256\n3964");
  }

  @Test
  void a_tagged_value_is_written_as_ansible_writes_it() {
    Document edited =
        parse(YAML, "a:\n  b: old # why\n  c: 1\n")
            .withTagged(Pointer.of("a", "b"), "!vault", "$ANSIBLE_VAULT;1.1;AES256\n6162\n");

    assertThat(text(edited))
        .isEqualTo(
            "a:\n  b: !vault | # why\n            $ANSIBLE_VAULT;1.1;AES256\n            6162\n  c: 1\n");
  }

  @Test
  void replacing_an_inline_vault_keeps_its_indentation() {
    String vault = "a: !vault |\n   $ANSIBLE_VAULT;1.1;AES256\n   6162\nb: 1\n";

    Document edited = parse(YAML, vault).withTagged(Pointer.of("a"), "!vault", "$X\n6364");

    assertThat(text(edited)).isEqualTo("a: !vault |\n   $X\n   6364\nb: 1\n");
  }

  @Test
  void a_tagged_value_between_brackets_stays_on_its_line() {
    assertThat(text(parse(YAML, "a: [x, y]\n").withTagged(Pointer.of("a", "0"), "!vault", "v\n")))
        .isEqualTo("a: [!vault \"v\\n\", y]\n");
  }

  @Test
  void a_merged_field_is_refused_and_its_mapping_named() {
    assertThatThrownBy(
            () -> parse(YAML, resource("staging.yml")).with(Pointer.parse(STAGING_MERGED), "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a merge of the mapping at line 18, column 8");
  }

  @Test
  void an_aliased_field_is_refused_and_its_anchor_named() {
    assertThatThrownBy(
            () -> parse(YAML, resource("staging.yml")).with(Pointer.parse(STAGING_ALIASED), "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("an alias of the anchor at line 10, column 12");
  }

  @Test
  void an_anchored_value_is_edited_under_its_anchor() {
    Document edited = parse(YAML, "a: &x old\nb: *x\n").with(Pointer.of("a"), "new");

    assertThat(text(edited)).isEqualTo("a: &x new\nb: *x\n");
    assertThat(value(edited, "b")).isEqualTo("new");
  }

  @Test
  void removing_an_anchor_that_is_in_use_is_refused() {
    assertThatThrownBy(() -> parse(YAML, "a: &x old\nb: *x\n").without(Pointer.of("a")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void quotes_are_kept_where_they_can_hold_the_value() {
    Document document = parse(YAML, "a: 'x'\nb: \"x\"\nc: x\n");

    assertThat(text(document.with(Pointer.of("a"), "it's"))).startsWith("a: 'it''s'\n");
    assertThat(text(document.with(Pointer.of("b"), "y"))).contains("b: \"y\"\n");
    assertThat(text(document.with(Pointer.of("c"), "no"))).endsWith("c: \"no\"\n");
  }

  @Test
  void the_first_field_of_a_list_item_leaves_the_dash() {
    assertThat(text(parse(YAML, "l:\n  - a: 1\n    b: 2\n").without(Pointer.of("l", "0", "a"))))
        .isEqualTo("l:\n  - b: 2\n");
  }

  @Test
  void the_last_field_leaves_an_empty_mapping() {
    assertThat(text(parse(YAML, "m:\n  a: 1\nn: 2\n").without(Pointer.of("m", "a"))))
        .isEqualTo("m:\n  {}\nn: 2\n");
  }

  @Test
  void an_item_is_added_behind_the_last() {
    assertThat(text(parse(YAML, "l:\n- a\n- b # c\nn: 2\n").with(Pointer.of("l", "2"), "d e")))
        .isEqualTo("l:\n- a\n- b # c\n- d e\nn: 2\n");
  }

  @Test
  void characters_outside_the_basic_plane_do_not_shift_an_edit() {
    assertThat(text(parse(YAML, "a: 😀😀 # 😀\nb: old\n").with(Pointer.of("b"), "new")))
        .isEqualTo("a: 😀😀 # 😀\nb: new\n");
  }

  @Test
  void json_is_read_as_json() {
    Document document = parse(YAML, "{\"n\": 1e3, \"v\": {\"__ansible_vault\": \"$A\\n61\"}}");

    assertThat(((Node.Scalar) document.find(Pointer.of("n")).orElseThrow()).type())
        .isEqualTo(Node.Type.FLOAT);
    assertThat(document.find(Pointer.of("v")).orElseThrow().tag()).contains("!vault");
  }

  @Test
  void aliases_that_multiply_are_refused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int level = 1; level < 40; level++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
    }

    assertThatThrownBy(() -> parse(YAML, bomb.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("multiply");
  }

  @Test
  void nesting_without_end_is_refused() {
    assertThatThrownBy(() -> parse(YAML, "[".repeat(100_000)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> parse(DocumentFormat.JSON, "[".repeat(100_000)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_big_file_is_read_and_edited() {
    String big = "k: \"" + "x".repeat(3_500_000) + "\"\nlast: 1\n";

    assertThat(text(parse(YAML, big).with(Pointer.of("last"), "two"))).endsWith("\"\nlast: two\n");
  }

  @Property(tries = 1_000)
  void any_text_reads_back(@ForAll String text) {
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      return;
    }
    for (String old : new String[] {"old", "'old'", "\"old\"", "|\n    old\n    old"}) {
      Document edited =
          parse(YAML, "a:\n  b: " + old + "\n  c: 1\n").with(Pointer.of("a", "b"), text);

      assertThat(value(edited, "/a/b")).isEqualTo(text);
      assertThat(text(edited)).startsWith("a:\n  b: ").endsWith("\n  c: 1\n");
    }
  }
}
