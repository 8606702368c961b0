package dev.secrets.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults as the command line has them. */
final class FaultTextTest {

  @ParameterizedTest
  @CsvSource({
    "throttle, ThrottlingException",
    "denied, AccessDeniedException",
    "kms, DecryptionFailure",
    "clock-skew, InvalidSignatureException",
    "wrong-region, InvalidSignatureException",
    "server-error, InternalServiceError"
  })
  void a_refusal_has_the_code_of_the_service(String word, String code) {
    assertThat(FaultText.parse(word).error().code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"reset, RESET", "truncated, DROP", "empty, EMPTY", "html, HTML"})
  void a_broken_answer_has_its_kind(String word, Fault.Kind kind) {
    assertThat(FaultText.parse(word).kind()).isEqualTo(kind);
  }

  @Test
  void a_time_says_how_long_it_lasts() {
    assertThat(FaultText.parse("throttle=30s").lasting())
        .isEqualTo(Optional.of(Duration.ofSeconds(30)));
  }

  @Test
  void a_count_says_how_many_calls_it_meets() {
    assertThat(FaultText.parse("reset=2").times()).isEqualTo(2);
  }

  @Test
  void latency_is_a_time() {
    assertThat(FaultText.parse("latency=200ms").delay()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void a_fault_can_be_of_one_operation_and_one_secret() {
    Fault fault = FaultText.parse("denied,on=GetSecretValue,for=prod/db");

    assertThat(fault.meets("GetSecretValue", List.of("prod/db"))).isTrue();
    assertThat(fault.meets("PutSecretValue", List.of("prod/db"))).isFalse();
    assertThat(fault.meets("GetSecretValue", List.of("other"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "slow", "latency", "throttle=", "throttle=30h", "reset=-1", "reset,to=x"})
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> FaultText.parse(text));
  }
}
