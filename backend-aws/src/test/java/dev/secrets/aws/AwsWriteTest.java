package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.AccessDeniedException;
import dev.secrets.BackendUnavailableException;
import dev.secrets.DeleteMode;
import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import dev.secrets.testkit.aws.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing. */
final class AwsWriteTest extends AwsFixture {

  private static final int MAX_BYTES = 65_536;

  @Test
  void create_only_makes_one_call() {
    put("a", "v", WriteCondition.createOnly());

    assertThat(operations()).containsExactly("CreateSecret");
  }

  @Test
  void text_is_kept_as_text() {
    put("a", "v", WriteCondition.any());

    assertThat(fake.calls("CreateSecret").get(0).body()).contains("SecretString");
  }

  @Test
  void bytes_that_are_no_text_are_kept_as_bytes() {
    for (byte[] bytes : List.of(new byte[] {(byte) 0xff}, new byte[] {'a', 0, 'b'})) {
      fake.forgetCalls();
      try (SecretValue value = SecretValue.copyOf(bytes)) {
        store.put(path("a"), value, WriteCondition.any());
      }

      assertThat(fake.calls().get(1).body()).contains("SecretBinary");
    }
  }

  @Test
  void a_binary_secret_stays_binary() {
    fake.add("a", new byte[] {1, 2, 3});

    put("a", "text", WriteCondition.any());

    assertThat(fake.calls("PutSecretValue").get(0).body()).contains("SecretBinary");
    assertThat(find("a")).hasValue("text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rds!x", "a b", "ä", "a:b"})
  void a_name_that_aws_would_not_take_is_refused_without_creating(String name) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> put(name, "v", WriteCondition.createOnly()))
        .withMessageContaining("'" + name + "'");

    assertThat(operations()).isEmpty();
  }

  @Test
  void a_secret_that_only_aws_could_name_can_be_replaced() {
    fake.add("rds!x", "one");

    put("rds!x", "two", WriteCondition.any());

    assertThat(find("rds!x")).hasValue("two");
  }

  @Test
  void a_secret_cannot_be_created_by_its_arn() {
    String arn = arn(REGION, "a-AbCdEf");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> put(arn, "v", WriteCondition.createOnly()));
    assertThatExceptionOfType(SecretNotFoundException.class)
        .isThrownBy(() -> put(arn, "v", WriteCondition.any()));
  }

  @Test
  void the_length_of_a_value_counts_bytes_and_not_characters() {
    put("a", "ä".repeat(MAX_BYTES / 2), WriteCondition.any());
    fake.forgetCalls();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> put("a", "ä".repeat(MAX_BYTES / 2 + 1), WriteCondition.any()))
        .withMessageContaining("65536");

    assertThat(operations()).isEmpty();
  }

  @Test
  void a_write_that_lost_its_answer_makes_one_version() {
    fake.add("a", "one");
    fake.inject(Fault.droppedConnection().on("PutSecretValue").times(1));

    put("a", "two", WriteCondition.any());

    assertThat(fake.calls("PutSecretValue")).hasSize(2);
    assertThat(store.versions(path("a"))).hasSize(2);
  }

  @Test
  void a_creation_that_lost_its_answer_succeeds() {
    fake.inject(Fault.droppedConnection().on("CreateSecret").times(1));

    put("a", "v", WriteCondition.createOnly());

    assertThat(find("a")).hasValue("v");
  }

  @Test
  void a_conditional_write_leaves_no_label_of_its_own() {
    fake.add("a", "one");
    String before = store.versions(path("a")).get(0).id();

    SecretVersion written = put("a", "two", WriteCondition.ifVersion(before));

    assertThat(store.versions(path("a")))
        .satisfiesExactly(
            current -> {
              assertThat(current.id()).isEqualTo(written.id());
              assertThat(current.labels()).containsExactly("AWSCURRENT");
            },
            previous -> assertThat(previous.labels()).containsExactly("AWSPREVIOUS"));
  }

  @Test
  void a_conditional_write_that_came_too_late_makes_no_version() {
    fake.add("a", "one");
    String before = store.versions(path("a")).get(0).id();
    put("a", "two", WriteCondition.any());

    assertThatExceptionOfType(WriteConflictException.class)
        .isThrownBy(() -> put("a", "three", WriteCondition.ifVersion(before)));

    assertThat(store.versions(path("a"))).hasSize(2);
  }

  @Test
  void a_writer_who_is_overtaken_loses() throws Exception {
    fake.add("a", "one");
    String before = store.versions(path("a")).get(0).id();
    fake.inject(Fault.delayed(Duration.ofMillis(500)).on("UpdateSecretVersionStage").times(1));

    CompletableFuture<SecretVersion> overtaken =
        CompletableFuture.supplyAsync(() -> put("a", "mine", WriteCondition.ifVersion(before)));
    while (fake.calls("UpdateSecretVersionStage").isEmpty()) {
      Thread.sleep(5);
    }
    put("a", "of another", WriteCondition.any());

    assertThat(overtaken)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(WriteConflictException.class);
    assertThat(find("a")).hasValue("of another");
    assertThat(store.versions(path("a")))
        .flatExtracting(SecretVersion::labels)
        .containsExactlyInAnyOrder("AWSCURRENT", "AWSPREVIOUS");
  }

  @Test
  void a_move_that_aws_refuses_leaves_no_label_behind() {
    fake.add("a", "one");
    String before = store.versions(path("a")).get(0).id();
    fake.inject(
        Fault.error("InvalidParameterException", "the label moved")
            .on("UpdateSecretVersionStage")
            .times(1));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> put("a", "two", WriteCondition.ifVersion(before)));

    assertThat(find("a")).hasValue("one");
    assertThat(store.versions(path("a")))
        .flatExtracting(SecretVersion::labels)
        .containsExactly("AWSCURRENT");
  }

  @Test
  void a_conditional_write_whose_move_lost_its_answer_succeeds() {
    fake.add("a", "one");
    String before = store.versions(path("a")).get(0).id();
    fake.inject(Fault.droppedConnection().on("UpdateSecretVersionStage").times(1));

    SecretVersion written = put("a", "two", WriteCondition.ifVersion(before));

    assertThat(find("a", VersionSelector.id(written.id()))).hasValue("two");
    assertThat(find("a")).hasValue("two");
  }

  @Test
  void a_label_that_cannot_be_removed_does_not_fail_the_write() {
    fake.add("a", "one");
    String before = store.versions(path("a")).get(0).id();
    fake.inject(Fault.delayed(Duration.ZERO).on("UpdateSecretVersionStage").times(1));
    fake.inject(Fault.accessDenied().on("UpdateSecretVersionStage"));

    put("a", "two", WriteCondition.ifVersion(before));

    assertThat(find("a")).hasValue("two");
  }

  @Test
  void who_may_write_but_not_read_can_create_and_replace() {
    fake.inject(Fault.accessDenied().on("GetSecretValue"));

    assertThatCode(() -> put("a", "one", WriteCondition.any())).doesNotThrowAnyException();
    assertThatCode(() -> put("a", "two", WriteCondition.replaceOnly())).doesNotThrowAnyException();

    fake.clearFaults();
    assertThat(find("a")).hasValue("two");
  }

  @Test
  void a_conditional_write_needs_the_right_to_read() {
    fake.add("a", "one");
    String before = store.versions(path("a")).get(0).id();
    fake.inject(Fault.accessDenied().on("GetSecretValue"));

    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> put("a", "two", WriteCondition.ifVersion(before)));
  }

  @Test
  void a_deleted_secret_is_neither_created_nor_replaced() {
    fake.add("a", "one");
    store.delete(path("a"), DeleteMode.recoverable());

    assertThatExceptionOfType(WriteConflictException.class)
        .isThrownBy(() -> put("a", "two", WriteCondition.createOnly()))
        .withMessageContaining("scheduled for deletion");
    assertThatExceptionOfType(SecretNotFoundException.class)
        .isThrownBy(() -> put("a", "two", WriteCondition.any()))
        .withMessageContaining("scheduled for deletion");
  }

  @Test
  void a_secret_created_meanwhile_is_replaced() {
    fake.add("a", "one");
    fake.inject(
        Fault.error("ResourceNotFoundException", "can't find the specified secret")
            .on("GetSecretValue")
            .times(1));

    SecretVersion written = put("a", "two", WriteCondition.any());

    assertThat(written.labels()).isEqualTo(Set.of("AWSCURRENT"));
    assertThat(find("a")).hasValue("two");
  }

  @Test
  void an_empty_answer_to_a_write_is_an_error() {
    fake.inject(Fault.emptyBody().on("CreateSecret"));

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> put("a", "v", WriteCondition.createOnly()));
  }
}
