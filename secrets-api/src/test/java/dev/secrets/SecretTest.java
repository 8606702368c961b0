package dev.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  record Postgres(String host, int port, String password) {}

  private static final String CANARY = "canary-4711";

  @Test
  void a_json_object_maps_onto_a_record_with_numbers_from_strings() {
    Secret secret = secret("{\"host\":\"db\",\"port\":\"5432\",\"password\":\"p\",\"more\":1}");

    assertThat(secret.as(Postgres.class)).isEqualTo(new Postgres("db", 5432, "p"));
  }

  @Test
  void a_missing_number_of_a_record_is_refused() {
    assertThatThrownBy(() -> secret("{\"host\":\"db\"}").as(Postgres.class))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_field_that_does_not_fit_is_named_without_its_value() {
    Secret secret = secret("{\"host\":\"db\",\"port\":\"" + CANARY + "\"}");

    assertThatThrownBy(() -> secret.as(Postgres.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("secret 'DB' does not fit Postgres at field 'port'")
        .hasNoCause();
  }

  @Test
  void integer_accepts_a_number_and_its_digits() {
    Secret secret = secret("{\"a\":5432,\"b\":\"5432\"}");

    assertThat(secret.integer("a")).isEqualTo(secret.integer("b")).isEqualTo(5432);
  }

  @Test
  void integer_falls_back_when_the_field_is_absent() {
    assertThat(secret("{}").integer("port", 5432)).isEqualTo(5432);
  }

  @Test
  void integer_names_secret_and_field_of_what_is_no_number() {
    Secret secret = secret("{\"port\":\"" + CANARY + "\"}");

    assertThatThrownBy(() -> secret.integer("port", 1))
        .hasMessage("field 'port' of secret 'DB' is no whole number");
  }

  @Test
  void an_absent_field_is_not_found() {
    assertThatThrownBy(() -> secret("{}").string("user"))
        .isInstanceOf(SecretNotFoundException.class)
        .hasMessageContaining("'user'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain " + CANARY, "[1]", "{\"a\":\"" + CANARY, "{} " + CANARY})
  void what_is_no_json_object_has_no_fields_and_is_not_quoted(String text) {
    assertThatThrownBy(() -> secret(text).string("a"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining(CANARY)
        .hasNoCause();
  }

  @Test
  void it_prints_its_name_alone() {
    assertThat(secret(CANARY)).hasToString("Secret[DB]");
  }

  private static Secret secret(String text) {
    return Secret.of("DB", SecretValue.ofText(text), SecretVersion.of("1"));
  }
}
