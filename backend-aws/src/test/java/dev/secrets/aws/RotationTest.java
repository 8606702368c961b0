package dev.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.secrets.Reference;
import dev.secrets.SecretValue;
import dev.secrets.Secrets;
import dev.secrets.VersionSelector;
import dev.secrets.WriteCondition;
import dev.secrets.WriteConflictException;
import dev.secrets.spi.BackendContext;
import dev.secrets.spi.CallListener;
import dev.secrets.testkit.aws.Fault;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A rotation, whatever happens to it. */
final class RotationTest extends AwsFixture {

  private static final Reference REFERENCE = Reference.parse("aws:prod/db#password");

  /** Ends the process as far as the store can tell: no call is made any more. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void killed_before_any_of_its_calls_it_leaves_a_secret_that_works() {
    int calls = 0;
    boolean finished = false;
    while (!finished) {
      String name = "db" + calls;
      fake.add(name, "{\"user\":\"app\",\"password\":\"old\"}");
      AtomicBoolean tested = new AtomicBoolean();
      finished = rotate(Reference.parse("aws:" + name + "#password"), killedAt(calls), tested);

      String now = find(name).orElseThrow();
      assertThat(now)
          .as("killed before call %d", calls)
          .isIn(
              "{\"user\":\"app\",\"password\":\"old\"}",
              tested.get() ? "{\"user\":\"app\",\"password\":\"new\"}" : "nothing untested");
      calls++;
    }
    assertThat(calls).as("calls of a whole rotation").isBetween(4, 10);
    assertThat(find("db" + (calls - 1))).hasValueSatisfying(v -> assertThat(v).contains("new"));
  }

  @Test
  void one_that_was_killed_does_not_hinder_the_next() {
    fake.add("prod/db", "{\"password\":\"old\"}");
    rotate(REFERENCE, killedAt(3), new AtomicBoolean());

    assertThat(rotate(REFERENCE, CallListener.none(), new AtomicBoolean())).isTrue();

    assertThat(find("prod/db")).hasValue("{\"password\":\"new\"}");
    assertThat(find("prod/db", VersionSelector.previous())).hasValue("{\"password\":\"old\"}");
    assertThat(find("prod/db", VersionSelector.stage("AWSPENDING"))).isEmpty();
  }

  @Test
  void the_pending_value_can_be_read_from_the_store_while_it_is_tested() {
    fake.add("prod/db", "{\"password\":\"old\"}");
    AtomicBoolean seen = new AtomicBoolean();

    rotate(
        REFERENCE,
        CallListener.none(),
        value -> {
          seen.set(
              find("prod/db", VersionSelector.stage("AWSPENDING"))
                  .equals(java.util.Optional.of("{\"password\":\"new\"}")));
          assertThat(find("prod/db")).hasValue("{\"password\":\"old\"}");
          return true;
        });

    assertThat(seen).isTrue();
  }

  @Test
  void somebody_elses_write_in_between_wins() {
    fake.add("prod/db", "{\"password\":\"old\"}");

    assertThatExceptionOfType(WriteConflictException.class)
        .isThrownBy(
            () ->
                rotate(
                    REFERENCE,
                    CallListener.none(),
                    value -> {
                      put("prod/db", "of another", WriteCondition.any());
                      return true;
                    }));

    assertThat(find("prod/db")).hasValue("of another");
    assertThat(find("prod/db", VersionSelector.stage("AWSPENDING"))).isEmpty();
  }

  @Test
  void a_move_whose_answer_is_lost_counts() {
    fake.add("prod/db", "{\"password\":\"old\"}");
    fake.inject(Fault.droppedConnection().on("UpdateSecretVersionStage").times(1));

    assertThat(rotate(REFERENCE, CallListener.none(), new AtomicBoolean())).isTrue();

    assertThat(find("prod/db")).hasValue("{\"password\":\"new\"}");
  }

  private static CallListener killedAt(int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return operation -> {
      if (left.getAndDecrement() <= 0) {
        throw new Killed();
      }
    };
  }

  private boolean rotate(Reference reference, CallListener listener, AtomicBoolean tested) {
    try {
      return rotate(
          reference,
          listener,
          value -> {
            tested.set(true);
            return true;
          });
    } catch (Killed killed) {
      return false;
    }
  }

  private boolean rotate(Reference reference, CallListener listener, Predicate<SecretValue> test) {
    try (Secrets secrets =
            Secrets.builder()
                .register(new AwsSecretsManager())
                .context(BackendContext.builder().environment(fake.environment()).calls(listener))
                .open();
        SecretValue candidate = SecretValue.ofText("new")) {
      return secrets.rotate(reference, candidate, test).isPresent();
    }
  }
}
