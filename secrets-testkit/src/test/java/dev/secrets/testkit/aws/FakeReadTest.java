package dev.secrets.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.secrets.testkit.aws.FakeClient.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GetSecretValue, BatchGetSecretValue, listings, tags, deletion and passwords. */
final class FakeReadTest extends FakeFixture {

  @Test
  void an_unknown_secret_is_not_found() {
    Refusal refusal = client.refused("GetSecretValue", "{'SecretId':'a'}");

    assertThat(refusal.code()).isEqualTo("ResourceNotFoundException");
    assertThat(refusal.message())
        .contains("can't find the specified secret")
        .doesNotContain("value");
  }

  @Test
  void an_unknown_label_is_told_apart_from_an_unknown_secret() {
    create("a", 1, "v");

    assertThat(client.refused("GetSecretValue", "{'SecretId':'a','VersionStage':'X'}").message())
        .contains("secret value for staging label: X");
  }

  @Test
  void a_label_and_an_id_must_be_of_one_version() {
    create("a", 1, "one");
    put("a", 2, "two");

    assertThat(
            client
                .refused(
                    "GetSecretValue",
                    "{'SecretId':'a','VersionStage':'AWSCURRENT','VersionId':'%s'}"
                        .formatted(id(1)))
                .code())
        .isEqualTo("InvalidRequestException");
  }

  @Test
  void a_secret_goes_by_name_arn_and_arn_without_suffix() {
    String arn = create("a", 1, "v").get("ARN").asText();

    for (String id : List.of("a", arn, arn.substring(0, arn.length() - 7))) {
      assertThat(get(id).get("Name").asText()).isEqualTo("a");
    }
  }

  @Test
  void a_name_with_the_suffix_of_its_arn_is_not_found() {
    String arn = create("a", 1, "v").get("ARN").asText();
    String name = arn.substring(arn.lastIndexOf(':') + 1);

    assertThat(client.refused("GetSecretValue", "{'SecretId':'%s'}".formatted(name)).code())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void an_arn_that_two_secrets_answer_to_is_not_found() {
    fake.seed(
        """
        {"secrets": [{"name": "a", "suffix": "AbCdEf", "string": "v"},
                     {"name": "a-AbCdEf", "string": "w"}]}
        """);

    assertThat(
            client
                .refused(
                    "GetSecretValue",
                    "{'SecretId':'arn:aws:secretsmanager:us-east-1:000000000000:secret:a-AbCdEf'}")
                .code())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void a_batch_answers_for_each_secret_apart() {
    create("good", 1, "v");
    create("deleted", 2, "v");
    create("denied", 3, "v");
    client.ok("DeleteSecret", "{'SecretId':'deleted'}");
    client.ok("CreateSecret", "{'Name':'empty'}");
    fake.inject(Fault.accessDenied().on("GetSecretValue").forSecret("denied"));

    JsonNode answer = batch("'SecretIdList':['good','missing','deleted','empty','denied']");

    assertThat(texts(answer.get("SecretValues"), "Name")).containsExactly("good");
    assertThat(texts(answer.get("Errors"), "SecretId"))
        .containsExactlyInAnyOrder("missing", "deleted", "empty", "denied");
    assertThat(texts(answer.get("Errors"), "ErrorCode"))
        .containsExactlyInAnyOrder(
            "ResourceNotFoundException",
            "InvalidRequestException",
            "ResourceNotFoundException",
            "AccessDeniedException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'SecretIdList':['a'],'Filters':[{'Key':'name','Values':['a']}]}",
        "{'SecretIdList':['a'],'MaxResults':5}"
      })
  void a_batch_is_of_ids_or_of_filters(String input) {
    assertThat(client.refused("BatchGetSecretValue", input).code())
        .isEqualTo("InvalidParameterException");
  }

  @Test
  void a_batch_of_21_is_refused() {
    String ids =
        IntStream.range(0, 21).mapToObj(n -> "'s" + n + "'").collect(Collectors.joining(","));

    assertThat(client.refused("BatchGetSecretValue", "{'SecretIdList':[%s]}".formatted(ids)).code())
        .isEqualTo("ValidationException");
  }

  @Test
  void a_batch_by_filter_comes_in_pages_of_20() {
    IntStream.range(0, 23).forEach(number -> create("s" + number, number, "v"));

    JsonNode first = batch("'Filters':[{'Key':'name','Values':['s']}]");
    JsonNode second =
        batch(
            "'Filters':[{'Key':'name','Values':['s']}],'NextToken':'%s'"
                .formatted(first.get("NextToken").asText()));

    assertThat(first.get("SecretValues")).hasSize(20);
    assertThat(second.get("SecretValues")).hasSize(3);
    assertThat(second.has("NextToken")).isFalse();
  }

  @Test
  void a_listing_comes_in_pages() {
    List.of("c", "a", "b").forEach(name -> fake.add(name, "v"));

    JsonNode first = list("'MaxResults':2,'SortBy':'name','SortOrder':'asc'");
    String token = first.get("NextToken").asText();
    JsonNode second =
        list("'MaxResults':2,'SortBy':'name','SortOrder':'asc','NextToken':'%s'".formatted(token));

    assertThat(texts(first.get("SecretList"), "Name")).containsExactly("a", "b");
    assertThat(texts(second.get("SecretList"), "Name")).containsExactly("c");
    assertThat(token).isNotEqualTo("2");
  }

  @Test
  void a_token_fits_only_the_listing_it_was_for() {
    List.of("a", "b").forEach(name -> fake.add(name, "v"));
    String token = list("'MaxResults':1").get("NextToken").asText();

    for (String input :
        List.of(
            "{'NextToken':'1'}",
            "{'NextToken':'%s','Filters':[{'Key':'name','Values':['a']}]}".formatted(token))) {
      assertThat(client.refused("ListSecrets", input).code())
          .isEqualTo("InvalidNextTokenException");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "name, app/, 'app/one,app/two'",
    "name, App/, ''",
    "name, !app/, 'other'",
    "tag-key, en, 'app/one,other'",
    "tag-value, prod, 'app/one'",
    "description, OF THE, 'app/two'",
    "all, prod, 'app/one'",
    "all, the, 'app/two'",
    "owning-service, rds, ''"
  })
  void a_filter_selects_by(String key, String value, String expected) {
    client.ok("CreateSecret", "{'Name':'app/one','Tags':[{'Key':'env','Value':'prod'}]}");
    client.ok("CreateSecret", "{'Name':'app/two','Description':'Of the app'}");
    client.ok("CreateSecret", "{'Name':'other','Tags':[{'Key':'env','Value':'dev'}]}");

    JsonNode answer = list("'Filters':[{'Key':'%s','Values':['%s']}]".formatted(key, value));

    assertThat(String.join(",", texts(answer.get("SecretList"), "Name"))).isEqualTo(expected);
  }

  @Test
  void an_unknown_filter_is_refused() {
    assertThat(
            client.refused("ListSecrets", "{'Filters':[{'Key':'color','Values':['red']}]}").code())
        .isEqualTo("ValidationException");
  }

  @Test
  void a_listing_leaves_deleted_secrets_out_unless_asked_for() {
    fake.add("a", "v");
    fake.add("b", "v");
    client.ok("DeleteSecret", "{'SecretId':'b'}");

    assertThat(texts(list("").get("SecretList"), "Name")).containsExactly("a");
    assertThat(texts(list("'IncludePlannedDeletion':true").get("SecretList"), "Name"))
        .containsExactly("a", "b");
  }

  @Test
  void versions_without_labels_are_listed_only_when_asked_for() {
    create("a", 1, "one");
    put("a", 2, "two");
    put("a", 3, "three");

    assertThat(versions("{'SecretId':'a'}")).containsExactly(id(2), id(3));
    assertThat(versions("{'SecretId':'a','IncludeDeprecated':true}"))
        .containsExactly(id(1), id(2), id(3));
  }

  @ParameterizedTest
  @CsvSource({
    "GetSecretValue, '{\"SecretId\":\"a\"}'",
    "PutSecretValue,"
        + " '{\"SecretId\":\"a\",\"SecretString\":\"x\",\"ClientRequestToken\":\"00000000-0000-4000-8000-000000000009\"}'",
    "UpdateSecret, '{\"SecretId\":\"a\",\"Description\":\"x\"}'",
    "TagResource, '{\"SecretId\":\"a\",\"Tags\":[]}'",
    "UntagResource, '{\"SecretId\":\"a\",\"TagKeys\":[\"x\"]}'",
    "DeleteSecret, '{\"SecretId\":\"a\"}'",
    "CreateSecret, '{\"Name\":\"a\"}'",
    "UpdateSecretVersionStage,"
        + " '{\"SecretId\":\"a\",\"VersionStage\":\"x\",\"MoveToVersionId\":\"00000000-0000-4000-8000-000000000001\"}'"
  })
  void a_deleted_secret_refuses(String operation, String input) {
    create("a", 1, "v");
    client.ok("DeleteSecret", "{'SecretId':'a'}");

    Refusal refusal = client.refused(operation, input);

    assertThat(refusal.code()).isEqualTo("InvalidRequestException");
    assertThat(refusal.message())
        .containsAnyOf("was marked for deletion", "already scheduled for deletion");
  }

  @Test
  void a_deleted_secret_can_be_described_and_restored() {
    create("a", 1, "v");
    client.ok("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");

    JsonNode described = client.ok("DescribeSecret", "{'SecretId':'a'}");
    client.ok("RestoreSecret", "{'SecretId':'a'}");

    assertThat(described.get("DeletedDate").asLong())
        .isEqualTo(START.plus(Duration.ofDays(7)).getEpochSecond());
    assertThat(get("a").get("SecretString").asText()).isEqualTo("v");
  }

  @Test
  void a_deleted_secret_is_gone_when_its_window_ends() {
    create("a", 1, "v");
    client.ok("DeleteSecret", "{'SecretId':'a','RecoveryWindowInDays':7}");

    clock.advance(Duration.ofDays(7).plusSeconds(1));

    assertThat(client.refused("DescribeSecret", "{'SecretId':'a'}").code())
        .isEqualTo("ResourceNotFoundException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'RecoveryWindowInDays':6",
        "'RecoveryWindowInDays':31",
        "'RecoveryWindowInDays':7,'ForceDeleteWithoutRecovery':true"
      })
  void a_deletion_out_of_bounds_is_refused(String how) {
    create("a", 1, "v");

    assertThat(client.refused("DeleteSecret", "{'SecretId':'a',%s}".formatted(how)).code())
        .isEqualTo("InvalidParameterException");
  }

  @Test
  void a_forced_deletion_frees_the_name_for_another_arn() {
    String before = create("a", 1, "v").get("ARN").asText();
    client.ok("DeleteSecret", "{'SecretId':'a','ForceDeleteWithoutRecovery':true}");

    assertThat(create("a", 1, "w").get("ARN").asText()).isNotEqualTo(before);
  }

  @Test
  void a_forced_deletion_of_nothing_succeeds() {
    assertThat(
            client
                .ok("DeleteSecret", "{'SecretId':'a','ForceDeleteWithoutRecovery':true}")
                .has("ARN"))
        .isTrue();
  }

  @Test
  void tags_are_put_on_and_taken_off() {
    create("a", 1, "v");

    client.ok("TagResource", "{'SecretId':'a','Tags':[{'Key':'x','Value':'1'},{'Key':'y'}]}");
    client.ok("UntagResource", "{'SecretId':'a','TagKeys':['x','absent']}");

    assertThat(client.ok("DescribeSecret", "{'SecretId':'a'}").get("Tags").toString())
        .isEqualTo("[{\"Key\":\"y\",\"Value\":\"\"}]");
  }

  @Test
  void a_secret_has_at_most_50_tags_and_none_of_aws() {
    create("a", 1, "v");
    String many =
        IntStream.range(0, 51)
            .mapToObj("{'Key':'k%d','Value':'v'}"::formatted)
            .collect(Collectors.joining(","));

    for (String tags : List.of(many, "{'Key':'aws:x','Value':'v'}")) {
      assertThat(
              client.refused("TagResource", "{'SecretId':'a','Tags':[%s]}".formatted(tags)).code())
          .isEqualTo("InvalidParameterException");
    }
  }

  @Test
  void a_password_has_32_characters_of_every_class() {
    assertThat(password(""))
        .hasSize(32)
        .matches(".*[a-z].*")
        .matches(".*[A-Z].*")
        .matches(".*\\d.*");
  }

  @Test
  void a_password_is_made_of_what_is_left() {
    assertThat(
            password(
                "'PasswordLength':100,'ExcludePunctuation':true,'ExcludeUppercase':true,"
                    + "'ExcludeCharacters':'abc012'"))
        .hasSize(100)
        .matches("[d-z3-9]+");
  }

  @Test
  void a_password_too_short_for_its_classes_is_refused() {
    assertThat(client.refused("GetRandomPassword", "{'PasswordLength':3}").code())
        .isEqualTo("InvalidParameterException");
  }

  private String password(String how) {
    return client.ok("GetRandomPassword", "{" + how + "}").get("RandomPassword").asText();
  }

  private JsonNode batch(String members) {
    return client.ok("BatchGetSecretValue", "{" + members + "}");
  }

  private JsonNode list(String members) {
    return client.ok("ListSecrets", "{" + members + "}");
  }

  private List<String> versions(String input) {
    return texts(client.ok("ListSecretVersionIds", input).get("Versions"), "VersionId");
  }

  private static List<String> texts(JsonNode list, String member) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.get(member).asText()));
    return texts;
  }
}
