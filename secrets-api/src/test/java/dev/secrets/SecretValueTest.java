package dev.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SecretValueTest {

  @Test
  void closing_overwrites_the_bytes_that_were_taken_over() {
    byte[] bytes = {1, 2, 3};

    SecretValue.takeOwnership(bytes).close();

    assertThat(bytes).containsOnly(0);
  }

  @Test
  void a_copy_leaves_the_callers_bytes_alone() {
    byte[] bytes = {1, 2, 3};

    SecretValue.copyOf(bytes).close();

    assertThat(bytes).containsExactly(1, 2, 3);
  }

  @Test
  void a_closed_value_cannot_be_used() {
    SecretValue value = SecretValue.ofText("x");
    value.close();

    assertThatThrownBy(value::copyBytes).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_does_not_print_itself() {
    assertThat(SecretValue.ofText("canary-4711")).hasToString("SecretValue[redacted]");
  }

  @Test
  void two_values_of_the_same_bytes_match_and_are_not_equal() {
    SecretValue a = SecretValue.ofText("same");
    SecretValue b = SecretValue.ofText("same");

    assertThat(a.matches(b)).isTrue();
    assertThat(a).isNotEqualTo(b);
  }

  @Test
  void binary_is_not_taken_for_text() {
    SecretValue binary = SecretValue.copyOf(new byte[] {(byte) 0xff, 0});

    assertThatThrownBy(binary::revealAsString).isInstanceOf(InvalidInputException.class);
  }

  @Property
  void characters_become_their_utf_8_bytes(@ForAll String text) {
    SecretValue value = SecretValue.ofCharacters(text.toCharArray());

    assertThat(value.copyBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }
}
