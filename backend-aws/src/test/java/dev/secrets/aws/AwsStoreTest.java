package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.AccessDeniedException;
import dev.secrets.DeleteMode;
import dev.secrets.InvalidInputException;
import dev.secrets.Secret;
import dev.secrets.SecretInfo;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretPath;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.spi.SecretStore;
import dev.secrets.testkit.aws.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading, listing and deleting. */
final class AwsStoreTest extends AwsFixture {

  @Test
  void opening_a_store_calls_nobody() {
    assertThat(operations()).isEmpty();
  }

  @Test
  void find_makes_one_call() {
    fake.add("app/db", "v");

    assertThat(find("app/db")).hasValue("v");

    assertThat(operations()).containsExactly("GetSecretValue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/db", "{arn}app/db-AbCdEf", "{arn}app/db"})
  void find_takes_a_name_and_an_arn_with_or_without_suffix(String id) {
    fake.seed("{\"secrets\": [{\"name\": \"app/db\", \"suffix\": \"AbCdEf\", \"string\": \"v\"}]}");
    String path = id.replace("{arn}", arn(REGION, ""));

    assertThat(find(path)).hasValue("v");
    assertThat(findAll(path, "other")).containsExactly(Map.entry(path, "v"));
  }

  @Test
  void find_takes_a_name_that_only_aws_could_give() {
    fake.add("rds!cluster-1", "v");

    assertThat(find("rds!cluster-1")).hasValue("v");
  }

  @Test
  void the_region_of_an_arn_wins_over_every_other() {
    fake.seed(
        """
        {"region": "eu-central-1",
         "secrets": [{"name": "a", "suffix": "AbCdEf", "string": "far"}]}
        """);

    assertThat(find(arn("eu-central-1", "a-AbCdEf"))).hasValue("far");
    assertThat(fake.calls().get(0).region()).isEqualTo("eu-central-1");
  }

  @Test
  void find_all_asks_each_region_for_its_own() {
    fake.add("near", "1");
    fake.add("near2", "2");
    fake.seed(
        """
        {"region": "eu-central-1", "secrets": [
          {"name": "far", "suffix": "AbCdEf", "string": "3"},
          {"name": "far2", "suffix": "AbCdEf", "string": "4"}]}
        """);
    String far = arn("eu-central-1", "far-AbCdEf");
    String far2 = arn("eu-central-1", "far2-AbCdEf");

    assertThat(findAll(far, "near", far2, "near2"))
        .containsExactly(
            Map.entry(far, "3"),
            Map.entry("near", "1"),
            Map.entry(far2, "4"),
            Map.entry("near2", "2"));
    assertThat(operations()).containsExactly("BatchGetSecretValue", "BatchGetSecretValue");
  }

  @Test
  void find_returns_a_stage_and_a_version() {
    fake.add("a", "one");
    String first = store.versions(path("a")).get(0).id();
    put("a", "two", WriteCondition.any());

    assertThat(find("a", VersionSelector.stage("AWSPREVIOUS"))).hasValue("one");
    assertThat(find("a", VersionSelector.id(first))).hasValue("one");
    assertThat(find("a", VersionSelector.stage("AWSPENDING"))).isEmpty();
  }

  @Test
  void an_id_that_cannot_be_one_of_aws_is_absent_without_a_call() {
    assertThat(find("a", VersionSelector.id("7"))).isEmpty();

    assertThat(operations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "20,1", "21,2", "40,2", "50,3"})
  void find_all_makes_one_call_per_twenty_secrets(int secrets, int calls) {
    List<String> names = IntStream.range(0, secrets).mapToObj(n -> "s" + n).toList();
    names.forEach(name -> fake.add(name, name));

    assertThat(findAll(names.toArray(String[]::new)).keySet()).containsExactlyElementsOf(names);

    assertThat(operations()).hasSize(calls);
  }

  @Test
  void find_all_asks_once_for_a_name_that_is_given_twice() {
    fake.add("a", "1");
    fake.add("b", "2");

    assertThat(findAll("a", "b", "a", "b").keySet()).containsExactly("a", "b");

    assertThat(fake.calls().get(0).secretIds()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDeniedException", "UnknownOperationException"})
  void find_all_gets_secrets_one_by_one_where_batches_are_refused(String code) {
    fake.add("a", "1");
    fake.add("b", "2");
    fake.inject(Fault.error(code, "x").on("BatchGetSecretValue"));

    assertThat(findAll("a", "absent", "b").keySet()).containsExactly("a", "b");

    assertThat(operations())
        .containsExactly(
            "BatchGetSecretValue", "GetSecretValue", "GetSecretValue", "GetSecretValue");
  }

  @Test
  void find_all_asks_for_a_batch_no_more_once_it_was_denied() {
    List<String> names = IntStream.range(0, 45).mapToObj(n -> "s" + n).toList();
    names.forEach(name -> fake.add(name, name));
    fake.inject(Fault.accessDenied().on("BatchGetSecretValue"));

    assertThat(findAll(names.toArray(String[]::new))).hasSize(45);

    assertThat(Collections.frequency(operations(), "BatchGetSecretValue")).isEqualTo(1);
  }

  @Test
  void find_all_fails_for_a_secret_that_is_denied() {
    fake.add("good", "1");
    fake.add("denied", "2");
    fake.inject(Fault.accessDenied().on("GetSecretValue").forSecret("denied"));

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> findAll("good", "denied"))
        .withMessageContaining("'denied'")
        .withMessageContaining(REGION);
  }

  @Test
  void find_all_tells_every_failure_at_once() {
    fake.add("denied", "1");
    fake.add("deleted", "2");
    store.delete(path("deleted"), DeleteMode.recoverable());
    fake.inject(Fault.accessDenied().on("GetSecretValue").forSecret("denied"));

    assertThatExceptionOfType(SeveralFailuresException.class)
        .isThrownBy(() -> findAll("denied", "deleted", "absent"))
        .satisfies(
            several ->
                assertThat(several.failures())
                    .extracting(SecretsException::kind)
                    .containsExactly(
                        SecretsException.Kind.ACCESS_DENIED, SecretsException.Kind.NOT_FOUND));
  }

  @Test
  void find_of_a_deleted_secret_says_how_to_bring_it_back() {
    fake.add("a", "v");
    store.delete(path("a"), DeleteMode.recoverable());

    assertThatExceptionOfType(SecretNotFoundException.class)
        .isThrownBy(() -> find("a"))
        .withMessageContaining("scheduled for deletion")
        .satisfies(
            failure ->
                assertThat(failure.hints())
                    .singleElement()
                    .asString()
                    .contains("secrets undelete 'aws:a'"));
  }

  @Test
  void list_follows_all_pages() {
    IntStream.range(0, 230).forEach(number -> fake.add("s" + number, "v"));

    assertThat(listed("s")).hasSize(230).isSorted();

    assertThat(operations()).containsOnly("ListSecrets").hasSize(3);
  }

  @Test
  void list_lets_aws_select_by_prefix() {
    fake.add("app/a", "v");
    fake.add("app2/b", "v");

    assertThat(listed("app/")).containsExactly("app/a");

    assertThat(fake.calls().get(0).body()).contains("\"Values\":[\"app/\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!a", "a*", "ä"})
  void list_takes_a_prefix_that_no_filter_takes(String prefix) {
    fake.add(prefix + "b", "v");
    fake.add("other", "v");

    assertThat(listed(prefix)).containsExactly(prefix + "b");
  }

  @Test
  void list_leaves_deleted_secrets_out() {
    fake.add("a", "v");
    fake.add("b", "v");
    store.delete(path("a"), DeleteMode.recoverable());

    assertThat(listed("")).containsExactly("b");
  }

  @Test
  void delete_keeps_a_secret_for_the_days_asked_for() {
    fake.add("a", "v");

    assertThat(store.delete(path("a"), DeleteMode.recoverable(Duration.ofDays(7)))).isTrue();

    assertThat(fake.calls("DeleteSecret").get(0).body()).contains("\"RecoveryWindowInDays\":7");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 31})
  void delete_refuses_days_that_aws_does_not_offer(int days) {
    fake.add("a", "v");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> store.delete(path("a"), DeleteMode.recoverable(Duration.ofDays(days))));

    assertThat(operations()).isEmpty();
  }

  @Test
  void delete_of_a_deleted_secret_is_false_and_at_once_makes_it_final() {
    fake.add("a", "v");
    store.delete(path("a"), DeleteMode.recoverable());

    assertThat(store.delete(path("a"), DeleteMode.recoverable())).isFalse();
    assertThat(store.delete(path("a"), DeleteMode.immediate())).isTrue();
    assertThat(find("a")).isEmpty();
  }

  @Test
  void versions_tell_labels_and_dates() {
    fake.add("a", "one");
    put("a", "two", WriteCondition.any());

    assertThat(store.versions(path("a")))
        .satisfiesExactly(
            current -> assertThat(current.labels()).containsExactly("AWSCURRENT"),
            previous -> assertThat(previous.labels()).containsExactly("AWSPREVIOUS"))
        .allSatisfy(version -> assertThat(version.created()).isPresent());
  }

  @Test
  void binary_values_arrive_as_they_are() {
    byte[] bytes = {0, 1, (byte) 0xff};
    fake.add("bytes", bytes);

    try (Secret secret = store.find(path("bytes"), VersionSelector.current()).orElseThrow()) {
      assertThat(secret.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void two_stores_of_one_place_are_closed_apart() {
    fake.add("a", "v");
    try (SecretStore other = open(fake)) {
      assertThat(other.list("")).hasSize(1);
    }

    assertThat(find("a")).hasValue("v");
  }

  private List<String> listed(String prefix) {
    try (Stream<SecretInfo> infos = store.list(prefix)) {
      return infos.map(info -> info.path().value()).toList();
    }
  }

  private Map<String, String> findAll(String... names) {
    Map<SecretPath, Secret> found = store.findAll(Stream.of(names).map(AwsFixture::path).toList());
    Map<String, String> texts = new LinkedHashMap<>();
    found.forEach((path, secret) -> texts.put(path.value(), secret.text()));
    close(found);
    return texts;
  }
}
