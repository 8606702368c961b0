package dev.secrets.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.SecretValue;
import dev.secrets.document.DocumentFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SpliceTest {

  @Property
  void any_edit_can_be_undone(
      @ForAll @AlphaChars @Chars('\n') @StringLength(max = 12) String before,
      @ForAll @AlphaChars @Chars('\n') @StringLength(max = 12) String after) {
    Splice splice = Splice.between(before.getBytes(UTF_8), after.getBytes(UTF_8), Optional.empty());

    assertThat(splice.undo(after, reference -> "")).isEqualTo(before);
  }

  @Property
  void a_value_that_was_taken_away_is_not_kept_and_comes_back(
      @ForAll @AlphaChars @StringLength(min = 1, max = 8) String value) {
    String before = "FIRST=1\nNAME='" + value + "|" + value + "'\nNAMES=2\n";
    String after = "FIRST=1\nNAMES=2\n";

    Splice splice = taken(before, after, value + "|" + value, "FIRST=1\n".length());

    assertThat(splice.lead() + splice.trail()).doesNotContain(value + "|");
    assertThat(splice.undo(after, reference -> value + "|" + value)).isEqualTo(before);
  }

  @Test
  void a_value_that_was_spelled_with_escapes_comes_back_as_the_same_value() {
    String before = "A=1\nNAME=\"one\\ntwo \\\" three\"\n";

    Splice splice = taken(before, "A=1\n", "one\ntwo \" three", "A=1\n".length());

    assertThat(splice.undo("A=1\n", reference -> "one\ntwo \" three")).isEqualTo(before);
  }

  private static Splice taken(String before, String after, String value, int line) {
    MovedValue moved =
        new MovedValue("aws:x", SecretValue.ofText(value), line, DocumentFormat.DOTENV);
    return Splice.between(before.getBytes(UTF_8), after.getBytes(UTF_8), Optional.of(moved));
  }
}
