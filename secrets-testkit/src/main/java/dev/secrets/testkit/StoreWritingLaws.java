package dev.secrets.testkit;

import static dev.secrets.spi.Capability.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretValue;
import dev.secrets.SecretVersion;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The laws of {@link SecretStore#put}. */
abstract class StoreWritingLaws extends StoreReadingLaws {

  private static final int WRITERS = 6;
  private static final WriteCondition ANY = WriteCondition.any();

  @Test
  void put_makes_a_secret_that_find_returns() {
    needs(WRITE);
    SecretStore store = empty();

    SecretVersion written = write(store, "alpha", "first", ANY);

    assertHolds(store, "alpha", "first");
    assertThat(version(store, "alpha").id()).isEqualTo(written.id());
  }

  @Test
  void put_replaces_the_value_and_the_version() {
    needs(WRITE);
    SecretStore store = holding("alpha");
    SecretVersion before = version(store, "alpha");

    SecretVersion written = write(store, "alpha", "second", ANY);

    assertHolds(store, "alpha", "second");
    assertThat(written.id()).isNotEqualTo(before.id());
    assertThat(version(store, "alpha").id()).isEqualTo(written.id());
  }

  @Test
  void put_leaves_the_callers_value_open() {
    needs(WRITE);
    SecretStore store = empty();

    try (SecretValue value = SecretValue.ofText("mine")) {
      store.put(path("alpha"), value, ANY);

      assertThat(value.revealAsString()).isEqualTo("mine");
    }
  }

  @Test
  void put_may_turn_text_into_bytes_and_back() {
    needs(WRITE);
    assumeTrue(limits().takesBinaryValues(), "store takes text only");
    SecretStore store = holding("alpha");
    byte[] bytes = {(byte) 0xff, 0, 1};

    try (SecretValue value = SecretValue.copyOf(bytes)) {
      store.put(path("alpha"), value, ANY);
    }

    assertHolds(store, path("alpha"), bytes);
    write(store, "alpha", "text again", ANY);
    assertHolds(store, "alpha", "text again");
  }

  @Test
  void create_only_makes_an_absent_secret() {
    needs(WRITE);
    SecretStore store = empty();

    write(store, "alpha", "first", WriteCondition.createOnly());

    assertHolds(store, "alpha", "first");
  }

  @Test
  void create_only_refuses_a_secret_that_exists_and_leaves_it_alone() {
    needs(WRITE);
    SecretStore store = holding("alpha");
    SecretVersion before = version(store, "alpha");

    assertThatExceptionOfType(WriteConflictException.class)
        .isThrownBy(() -> write(store, "alpha", "second", WriteCondition.createOnly()))
        .withMessageContaining(path("alpha").value());

    assertHolds(store, "alpha", "alpha");
    assertThat(version(store, "alpha")).isEqualTo(before);
  }

  @Test
  void replace_only_replaces_a_secret_that_exists() {
    needs(WRITE);
    SecretStore store = holding("alpha");

    write(store, "alpha", "second", WriteCondition.replaceOnly());

    assertHolds(store, "alpha", "second");
  }

  @Test
  void replace_only_refuses_an_absent_secret_and_makes_none() {
    needs(WRITE);
    SecretStore store = empty();

    assertThatExceptionOfType(SecretNotFoundException.class)
        .isThrownBy(() -> write(store, "alpha", "first", WriteCondition.replaceOnly()))
        .withMessageContaining(path("alpha").value());

    assertThat(store.find(path("alpha"), CURRENT)).isEmpty();
  }

  @Test
  void if_version_writes_while_the_version_is_still_the_one_named() {
    needs(WRITE);
    SecretStore store = holding("alpha");
    WriteCondition unchanged = WriteCondition.ifVersion(version(store, "alpha").id());

    SecretVersion written = write(store, "alpha", "second", unchanged);

    assertHolds(store, "alpha", "second");
    assertThat(version(store, "alpha").id()).isEqualTo(written.id());
  }

  @Test
  void if_version_refuses_a_secret_that_was_changed_and_leaves_it_alone() {
    needs(WRITE);
    SecretStore store = holding("alpha");
    WriteCondition unchanged = WriteCondition.ifVersion(version(store, "alpha").id());
    SecretVersion other = write(store, "alpha", "of another", ANY);

    assertThatExceptionOfType(WriteConflictException.class)
        .isThrownBy(() -> write(store, "alpha", "mine", unchanged))
        .withMessageContaining(path("alpha").value());

    assertHolds(store, "alpha", "of another");
    assertThat(version(store, "alpha").id()).isEqualTo(other.id());
  }

  @Test
  void if_version_refuses_an_absent_secret_and_makes_none() {
    needs(WRITE);
    SecretStore store = holding("beta");
    WriteCondition unchanged = WriteCondition.ifVersion(version(store, "beta").id());

    assertThatExceptionOfType(WriteConflictException.class)
        .isThrownBy(() -> write(store, "alpha", "first", unchanged));

    assertThat(store.find(path("alpha"), CURRENT)).isEmpty();
  }

  @Test
  void of_many_writers_that_saw_the_same_version_exactly_one_wins() throws Exception {
    needs(WRITE);
    SecretStore store = holding("alpha");
    WriteCondition unchanged = WriteCondition.ifVersion(version(store, "alpha").id());

    List<String> winners = race(store, unchanged);

    assertThat(winners).hasSize(1);
    assertHolds(store, "alpha", winners.get(0));
  }

  @Test
  void put_takes_a_value_of_the_greatest_length() {
    needs(WRITE);
    assumeTrue(limits().limitsLength(), "store takes any length");
    SecretStore store = empty();
    String longest = "x".repeat(limits().maxValueBytes());

    write(store, "alpha", longest, ANY);

    assertHolds(store, "alpha", longest);
  }

  @Test
  void put_refuses_a_longer_value_and_leaves_the_secret_alone() {
    needs(WRITE);
    assumeTrue(limits().limitsLength(), "store takes any length");
    SecretStore store = holding("alpha");
    String tooLong = "x".repeat(limits().maxValueBytes() + 1);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> write(store, "alpha", tooLong, ANY));

    assertHolds(store, "alpha", "alpha");
  }

  @Test
  void put_refuses_an_empty_value_where_the_store_takes_none() {
    needs(WRITE);
    assumeFalse(limits().takesEmptyValues(), "store takes empty values");
    SecretStore store = holding("alpha");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> write(store, "alpha", "", ANY));

    assertHolds(store, "alpha", "alpha");
  }

  private List<String> race(SecretStore store, WriteCondition unchanged) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> writes = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String text = "of writer " + writer;
      writes.add(
          threads.submit(
              () -> {
                start.await();
                write(store, "alpha", text, unchanged);
                return text;
              }));
    }
    start.countDown();
    threads.shutdown();
    return winners(writes);
  }

  private static List<String> winners(List<Future<String>> writes) throws InterruptedException {
    List<String> winners = new ArrayList<>();
    for (Future<String> write : writes) {
      try {
        winners.add(write.get());
      } catch (ExecutionException lost) {
        assertThat(lost).hasCauseInstanceOf(WriteConflictException.class);
      }
    }
    return winners;
  }
}
