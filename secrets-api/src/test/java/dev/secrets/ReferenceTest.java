package dev.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:CloudReactor/prod/postgres-Mn4bV8";

  @Test
  void a_bare_pointer_is_one_key() {
    Reference reference = Reference.parse("aws:prod/db#password");

    assertThat(reference)
        .isEqualTo(
            new Reference("aws", SecretPath.of("prod/db"), Map.of(), Pointer.of("password")));
  }

  @Test
  void a_pointer_with_a_slash_goes_down_step_by_step() {
    Pointer pointer =
        Reference.parse("file:deploy/files/.env.dev#/POSTGRES_SECRETS/port").pointer();

    assertThat(pointer.tokens()).containsExactly("POSTGRES_SECRETS", "port");
  }

  @Test
  void a_managed_secret_keeps_the_exclamation_mark_in_its_name() {
    Reference reference = Reference.parse("aws:rds!cluster-1a2b?stage=AWSPREVIOUS#/password");

    assertThat(reference.path().value()).isEqualTo("rds!cluster-1a2b");
    assertThat(reference.version()).isEqualTo(VersionSelector.stage("AWSPREVIOUS"));
  }

  @Test
  void a_version_id_is_chosen_by_the_version_option() {
    assertThat(Reference.parse("aws:a?version=4711").version())
        .isEqualTo(VersionSelector.id("4711"));
  }

  @Test
  void colons_and_blanks_in_a_path_stand_as_they_are() {
    assertThat(Reference.parse("file:my dir/a:b.yml").path().value()).isEqualTo("my dir/a:b.yml");
  }

  @Test
  void an_arn_is_a_reference_as_it_stands() {
    assertThat(Reference.parse(ARN)).isEqualTo(Reference.of("aws", ARN));
  }

  @ParameterizedTest
  @CsvSource({
    "':password::', aws:ARN#password",
    "'::AWSPREVIOUS:', aws:ARN?stage=AWSPREVIOUS",
    "':::4711', aws:ARN?version=4711",
    "':password:AWSPREVIOUS:', aws:ARN?stage=AWSPREVIOUS#password",
    "':password::4711', aws:ARN?version=4711#password",
  })
  void the_fields_of_ecs_behind_an_arn_become_options_and_pointer(String tail, String printed) {
    assertThat(Reference.parse(ARN + tail)).hasToString(printed.replace("ARN", ARN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "a",
        "a:b",
        "aws:",
        "no colon at all",
        "aws:x#",
        "aws:x?",
        "aws:x?stage",
        "aws:x?stage=a&stage=b",
        "aws:x?stage=a&version=b",
        "aws:100%",
        "aws:%zz",
        "aws:%ff",
        "aws:a%00b",
        "aws:x#/a~2",
        "arn:",
        "arn:aws:s3:::bucket",
        "arn:aws:secretsmanager:[aws_region]:[aws_account_id]:secret:a-xxx",
        "arn:aws:secretsmanager:us-east-1:12345678901:secret:a-AbCdEf",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf:password",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf::4711",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf:k:s:v",
        "arn:aws:ssm:us-east-1:123456789012:parameter/prod/postgres",
      })
  void what_is_no_reference_is_refused(String text) {
    assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_incomplete_ecs_form_is_told_how_to_be_completed() {
    assertThatThrownBy(() -> Reference.parse(ARN + ":password"))
        .isInstanceOfSatisfying(
            SecretsException.class,
            error ->
                assertThat(error.hints()).singleElement().asString().contains("ARN:password::"));
  }

  @Property(tries = 2000)
  void printing_and_parsing_give_the_same_reference(@ForAll("references") Reference reference) {
    assertThat(Reference.parse(reference.toString())).isEqualTo(reference);
  }

  @Property(tries = 2000)
  void a_printed_reference_is_one_line(@ForAll("references") Reference reference) {
    assertThat(reference.toString().lines()).hasSize(1);
  }

  @Property(tries = 5000)
  void parsing_any_text_throws_nothing_but_its_own_error(@ForAll("texts") String text) {
    try {
      Reference parsed = Reference.parse(text);
      assertThat(Reference.parse(parsed.toString())).isEqualTo(parsed);
    } catch (InvalidInputException refused) {
      assertThat(refused.getMessage()).startsWith("reference '");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60),
        Arbitraries.strings().withChars("arn:aws:secretsmanager?#%=&/~ 0f").ofMaxLength(60),
        Arbitraries.strings().withChars(":?#%&=~/a").ofMaxLength(30).map(tail -> ARN + tail));
  }

  @Provide
  Arbitrary<Reference> references() {
    Arbitrary<String> store =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .ofMinLength(2)
            .ofMaxLength(8)
            .filter(s -> !s.equals("arn"));
    Arbitrary<String> text =
        Arbitraries.strings().all().ofMinLength(1).ofMaxLength(12).filter(ReferenceTest::encodable);
    Arbitrary<String> path =
        text.filter(s -> !s.isBlank() && s.codePoints().noneMatch(Character::isISOControl));
    Arbitrary<Map<String, String>> options =
        Arbitraries.maps(Arbitraries.strings().withCharRange('k', 'p').ofLength(3), text)
            .ofMaxSize(3)
            .map(LinkedHashMap::new);
    Arbitrary<Pointer> pointer =
        Arbitraries.oneOf(text, Arbitraries.just("")).list().ofMaxSize(4).map(Pointer::new);
    return Combinators.combine(store, path.map(SecretPath::of), options, pointer)
        .as(Reference::new);
  }

  /** A lone surrogate has no UTF-8 and so no percent-encoding. */
  private static boolean encodable(String text) {
    return text.equals(
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void pointers_print_as_json_pointers() {
    assertThat(new Pointer(List.of("a/b", "~", "0"))).hasToString("/a~1b/~0/0");
  }
}
