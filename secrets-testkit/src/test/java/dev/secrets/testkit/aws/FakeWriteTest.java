package dev.secrets.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.secrets.testkit.aws.FakeClient.Refusal;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CreateSecret, PutSecretValue, UpdateSecret and labels. */
final class FakeWriteTest extends FakeFixture {

  private static final int MAX_BYTES = 65_536;

  @Test
  void create_with_a_value_makes_a_current_version_named_by_the_token() {
    assertThat(create("a", 1, "v").get("VersionId").asText()).isEqualTo(id(1));
    assertThat(get("a").get("VersionStages").toString()).isEqualTo("[\"AWSCURRENT\"]");
  }

  @Test
  void create_without_a_value_makes_no_version() {
    assertThat(client.ok("CreateSecret", "{'Name':'a'}").has("VersionId")).isFalse();
    assertThat(client.refused("GetSecretValue", "{'SecretId':'a'}").message())
        .contains("secret value for staging label: AWSCURRENT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a!b", "ä", "a:b", "a?b", ""})
  void create_refuses_a_name_with_odd_characters(String name) {
    assertThat(client.refused("CreateSecret", "{'Name':'%s'}".formatted(name)).code())
        .isEqualTo("ValidationException");
  }

  @Test
  void create_takes_every_character_a_name_may_have() {
    assertThat(client.ok("CreateSecret", "{'Name':'aZ09/_+=.@-'}").get("Name").asText())
        .isEqualTo("aZ09/_+=.@-");
  }

  @Test
  void create_refuses_a_name_of_513_characters() {
    client.ok("CreateSecret", "{'Name':'%s'}".formatted("n".repeat(512)));

    assertThat(client.refused("CreateSecret", "{'Name':'%s'}".formatted("n".repeat(513))).code())
        .isEqualTo("ValidationException");
  }

  @Test
  void create_refuses_a_name_that_is_taken() {
    create("a", 1, "v");

    Refusal refusal = refusedCreate("a", 2, "v");

    assertThat(refusal.code()).isEqualTo("ResourceExistsException");
    assertThat(refusal.message()).contains("already exists");
  }

  @Test
  void a_secret_needs_a_token_for_its_value() {
    assertThat(client.refused("CreateSecret", "{'Name':'a','SecretString':'v'}").code())
        .isEqualTo("InvalidRequestException");
  }

  @ParameterizedTest
  @CsvSource({
    "CreateSecret, v, ok",
    "CreateSecret, w, ResourceExistsException",
    "PutSecretValue, v, ok",
    "PutSecretValue, w, ResourceExistsException",
    "UpdateSecret, v, ResourceExistsException",
    "UpdateSecret, w, ResourceExistsException"
  })
  void a_repeated_token_is_the_same_write_or_an_error(
      String operation, String value, String expected) {
    create("a", 1, "v");
    String input =
        "{'Name':'a','SecretId':'a','ClientRequestToken':'%s','SecretString':'%s'}"
            .formatted(id(1), value);

    if (expected.equals("ok")) {
      assertThat(client.ok(operation, input).get("VersionId").asText()).isEqualTo(id(1));
    } else {
      assertThat(client.refused(operation, input).code()).isEqualTo(expected);
    }
    assertThat(get("a").get("SecretString").asText()).isEqualTo("v");
  }

  @Test
  void a_value_may_have_65536_bytes_and_no_more() {
    create("a", 1, "x".repeat(MAX_BYTES));

    assertThat(refusedCreate("b", 2, "x".repeat(MAX_BYTES + 1)).code())
        .isEqualTo("ValidationException");
  }

  @Test
  void the_length_of_a_value_counts_bytes_and_not_characters() {
    create("a", 1, "ä".repeat(MAX_BYTES / 2));

    assertThat(refusedCreate("b", 2, "ä".repeat(MAX_BYTES / 2 + 1)).code())
        .isEqualTo("ValidationException");
  }

  @Test
  void an_empty_value_is_refused() {
    assertThat(refusedCreate("a", 1, "").code()).isEqualTo("ValidationException");
  }

  @Test
  void text_and_bytes_together_are_refused() {
    assertThat(
            client
                .refused(
                    "CreateSecret",
                    "{'Name':'a','ClientRequestToken':'%s','SecretString':'v','SecretBinary':'AA=='}"
                        .formatted(id(1)))
                .code())
        .isEqualTo("InvalidParameterException");
  }

  @Test
  void labels_walk_through_the_versions() {
    create("a", 1, "one");
    assertLabels("AWSCURRENT", 1);
    put("a", 2, "two");
    assertLabels("AWSCURRENT", 2, "AWSPREVIOUS", 1);
    put("a", 3, "three");
    assertLabels("AWSCURRENT", 3, "AWSPREVIOUS", 2);

    move("AWSCURRENT", 3, 2);

    assertLabels("AWSCURRENT", 2, "AWSPREVIOUS", 3);
    assertThat(
            client
                .ok("GetSecretValue", "{'SecretId':'a','VersionId':'%s'}".formatted(id(1)))
                .get("SecretString")
                .asText())
        .isEqualTo("one");
  }

  @Test
  void put_under_other_labels_leaves_the_current_version_alone() {
    create("a", 1, "one");

    putStaged("a", 2, "two", "AWSPENDING");

    assertLabels("AWSCURRENT", 1, "AWSPENDING", 2);
  }

  @Test
  void the_first_version_is_current_whatever_its_labels() {
    client.ok("CreateSecret", "{'Name':'a'}");

    putStaged("a", 1, "one", "mine");

    assertLabels("AWSCURRENT", 1, "mine", 1);
  }

  @Test
  void put_without_a_value_is_refused() {
    create("a", 1, "v");

    assertThat(
            client
                .refused(
                    "PutSecretValue", "{'SecretId':'a','ClientRequestToken':'%s'}".formatted(id(2)))
                .code())
        .isEqualTo("InvalidRequestException");
  }

  @Test
  void update_changes_the_description_without_a_new_version() {
    create("a", 1, "v");

    JsonNode answer = client.ok("UpdateSecret", "{'SecretId':'a','Description':'of the app'}");

    assertThat(answer.has("VersionId")).isFalse();
    assertThat(client.ok("DescribeSecret", "{'SecretId':'a'}").get("Description").asText())
        .isEqualTo("of the app");
  }

  @Test
  void update_with_a_value_makes_it_current() {
    create("a", 1, "one");

    client.ok(
        "UpdateSecret",
        "{'SecretId':'a','ClientRequestToken':'%s','SecretString':'two'}".formatted(id(2)));

    assertLabels("AWSCURRENT", 2, "AWSPREVIOUS", 1);
  }

  @Test
  void a_label_moves_only_from_where_it_sits() {
    create("a", 1, "one");
    put("a", 2, "two");

    Refusal blind = refusedMove("{'VersionStage':'AWSCURRENT','MoveToVersionId':'%s',", 1);
    Refusal wrong =
        refusedMove(
            "{'VersionStage':'AWSCURRENT','RemoveFromVersionId':'%1$s','MoveToVersionId':'%1$s',",
            1);

    assertThat(blind.code()).isEqualTo("InvalidParameterException");
    assertThat(blind.message()).contains(id(2));
    assertThat(wrong.code()).isEqualTo("InvalidParameterException");
    assertLabels("AWSCURRENT", 2, "AWSPREVIOUS", 1);
  }

  @Test
  void the_current_label_cannot_be_taken_off() {
    create("a", 1, "one");

    assertThat(refusedMove("{'VersionStage':'AWSCURRENT','RemoveFromVersionId':'%s',", 1).code())
        .isEqualTo("InvalidParameterException");
  }

  @Test
  void a_label_of_ones_own_can_be_put_on_and_taken_off() {
    create("a", 1, "one");

    label("{'SecretId':'a','VersionStage':'mine','MoveToVersionId':'%s'}".formatted(id(1)));
    assertLabels("AWSCURRENT", 1, "mine", 1);
    label("{'SecretId':'a','VersionStage':'mine','RemoveFromVersionId':'%s'}".formatted(id(1)));
    assertLabels("AWSCURRENT", 1);
  }

  @Test
  void a_secret_has_at_most_20_labels() {
    create("a", 1, "one");
    IntStream.range(0, 19)
        .forEach(
            number ->
                label(
                    "{'SecretId':'a','VersionStage':'mine-%d','MoveToVersionId':'%s'}"
                        .formatted(number, id(1))));

    assertThat(refusedMove("{'VersionStage':'too-many','MoveToVersionId':'%s',", 1).code())
        .isEqualTo("LimitExceededException");
  }

  @Test
  void the_hundredth_and_first_version_of_a_day_is_refused() {
    fill(100);

    assertThat(refusedPut(101).code()).isEqualTo("LimitExceededException");
  }

  @Test
  void versions_of_yesterday_make_room() {
    fill(100);
    clock.advance(Duration.ofHours(25));

    put("a", 101, "new");

    assertThat(
            client
                .refused("GetSecretValue", "{'SecretId':'a','VersionId':'%s'}".formatted(id(1)))
                .code())
        .isEqualTo("ResourceNotFoundException");
    assertLabels("AWSCURRENT", 101, "AWSPREVIOUS", 100);
  }

  private void fill(int versions) {
    create("a", 1, "v");
    IntStream.rangeClosed(2, versions).forEach(number -> put("a", number, "v" + number));
  }

  private Refusal refusedCreate(String name, int version, String value) {
    return client.refused(
        "CreateSecret",
        "{'Name':'%s','ClientRequestToken':'%s','SecretString':'%s'}"
            .formatted(name, id(version), value));
  }

  private Refusal refusedPut(int version) {
    return client.refused(
        "PutSecretValue",
        "{'SecretId':'a','ClientRequestToken':'%s','SecretString':'x'}".formatted(id(version)));
  }

  private Refusal refusedMove(String input, int version) {
    return client.refused(
        "UpdateSecretVersionStage", input.formatted(id(version)) + "'SecretId':'a'}");
  }

  private void putStaged(String name, int version, String value, String label) {
    client.ok(
        "PutSecretValue",
        "{'SecretId':'%s','ClientRequestToken':'%s','SecretString':'%s','VersionStages':['%s']}"
            .formatted(name, id(version), value, label));
  }

  private void move(String label, int from, int to) {
    label(
        "{'SecretId':'a','VersionStage':'%s','RemoveFromVersionId':'%s','MoveToVersionId':'%s'}"
            .formatted(label, id(from), id(to)));
  }

  private void label(String input) {
    client.ok("UpdateSecretVersionStage", input);
  }

  /** Label, version, label, version: all there are. */
  private void assertLabels(Object... pairs) {
    JsonNode stages = client.ok("DescribeSecret", "{'SecretId':'a'}").get("VersionIdsToStages");
    int labels = 0;
    for (JsonNode version : stages) {
      labels += version.size();
    }
    assertThat(labels).as(stages.toString()).isEqualTo(pairs.length / 2);
    for (int pair = 0; pair < pairs.length; pair += 2) {
      assertThat(stages.path(id((int) pairs[pair + 1])).toString())
          .contains("\"" + pairs[pair] + "\"");
    }
  }
}
