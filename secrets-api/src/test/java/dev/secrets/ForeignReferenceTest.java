package dev.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References as other tools write them. */
class ForeignReferenceTest {

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-Mn4bV8";
  private static final String PARTIAL =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{resolve:secretsmanager:prod/db}} | aws:prod/db",
        "{{resolve:secretsmanager:prod/db:SecretString}} | aws:prod/db",
        "{{resolve:secretsmanager:prod/db:SecretString:password}} | aws:prod/db#password",
        "{{resolve:secretsmanager:prod/db:SecretString:password:AWSPREVIOUS}}"
            + " | aws:prod/db?stage=AWSPREVIOUS#password",
        "{{resolve:secretsmanager:prod/db:SecretString:::4711}} | aws:prod/db?version=4711",
        "{{resolve:secretsmanager:ARN:SecretString:password::}} | aws:ARN#password",
        "{{resolve:secretsmanager:PARTIAL}} | aws:PARTIAL",
        "aws-secretsmanager:prod/db | aws:prod/db",
        "optional:aws-secretsmanager:prod/db | aws:prod/db",
        "aws-secretsmanager:prod/db?prefix=db. | aws:prod/db",
        "aws-secretsmanager:ARN | aws:ARN",
        "ref+awssecrets://prod/db | aws:prod/db",
        "ref+awssecrets://prod/db#/password | aws:prod/db#password",
        "ref+awssecrets://prod/db#/a/b | aws:prod/db#/a/b",
        "ref+awssecrets://prod/db#a/b | aws:prod/db#/a/b",
        "ref+awssecrets://prod/db?version_stage=AWSPREVIOUS#/password"
            + " | aws:prod/db?stage=AWSPREVIOUS#password",
        "ref+awssecrets://prod/db?version_id=4711 | aws:prod/db?version=4711",
        "ref+awssecrets://ARN?region=us-east-1 | aws:ARN?region=us-east-1",
        "ref+awssecrets://prod/db?region=us-east-1 | aws:prod/db?region=us-east-1",
        "PARTIAL | aws:PARTIAL",
        "PARTIAL:password:: | aws:PARTIAL#password",
        "arn:aws:ssm:us-east-1:123456789012:parameter/aws/reference/secretsmanager/prod/db"
            + " | aws:PARTIAL",
      })
  void a_foreign_reference_is_read_and_printed_as_ours(String given, String printed) {
    assertThat(Reference.parse(arns(given))).hasToString(arns(printed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{resolve:secretsmanager:prod/db",
        "{{resolve:secretsmanager}}",
        "{{resolve:secretsmanager:}}",
        "{{resolve:secretsmanager:arn:aws:secretsmanager}}",
        "{{resolve:secretsmanager:prod/db:SecretBinary}}",
        "{{resolve:secretsmanager:prod/db:SecretString:k:s:v}}",
        "{{resolve:secretsmanager:prod/db:SecretString:k:::}}",
        "{{resolve:ssm:prod/db}}",
        "aws-secretsmanager:",
        "aws-secretsmanager:one;two",
        "aws-secretsmanager:one?other=x",
        "ref+awssecrets://",
        "ref+awssecrets://prod/db?role_arn=x",
        "ref+awssecrets://prod/db?version_stage=a&version_id=b",
        "arn:aws:ssm:us-east-1:123456789012:parameter/prod/db",
        "/prod/db",
        "prod/db",
      })
  void what_is_none_of_them_is_refused(String text) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Reference.parse(text))
        .satisfies(refused -> assertThat(refused.getMessage()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prod/db", "prod-db"})
  void a_bare_name_is_told_to_be_a_parameter(String text) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Reference.parse(text))
        .satisfies(
            refused -> assertThat(refused.hints()).anyMatch(h -> h.contains("Parameter Store")));
  }

  @Property(tries = 3000)
  void any_text_behind_a_foreign_beginning_is_read_or_refused(@ForAll("texts") String text) {
    try {
      Reference parsed = Reference.parse(text);
      assertThat(Reference.parse(parsed.toString())).isEqualTo(parsed);
    } catch (InvalidInputException refused) {
      assertThat(refused.getMessage()).startsWith("reference '");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> beginnings =
        Arbitraries.of(
            "{{resolve:secretsmanager:", "aws-secretsmanager:", "ref+awssecrets://", PARTIAL);
    return beginnings.flatMap(
        beginning ->
            Arbitraries.strings()
                .withChars("arn:secretString?#%=&/~;}0f")
                .ofMaxLength(40)
                .map(tail -> beginning + tail));
  }

  private static String arns(String text) {
    return text.replace("PARTIAL", PARTIAL).replace("ARN", ARN);
  }
}
