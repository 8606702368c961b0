package dev.secrets.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.secrets.InvalidInputException;
import dev.secrets.Pointer;
import dev.secrets.SecretNotFoundException;
import dev.secrets.SecretsException;
import dev.secrets.document.Document;
import dev.secrets.document.Node;
import dev.secrets.testkit.DocumentFixture.Limit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The laws of a document format: nothing is lost, an edit touches its entry and nothing else, any
 * input is read or refused, and no error tells what the document holds.
 *
 * <p>Extend it and give a fixture; the laws run as the tests of your class.
 */
public abstract class DocumentFormatContract {

  private static final List<String> VALUES =
      List.of(
          "plain",
          "",
          " blanks ",
          "no",
          "0644",
          "null",
          "it's",
          "a \"quoted\" word",
          "back\\slash",
          "two\\\\slashes and it's",
          "ends in \\",
          "${HOME} $HOME `date`",
          "a # b",
          "key: value",
          "- item",
          "{not json",
          "line one\nline two\n",
          "\n",
          "tab\tand\rreturn\u0001",
          "é ☂ 😀 \u2028 \u0085 \uFEFF",
          "x".repeat(10_000));

  /** The format under test. */
  protected abstract DocumentFixture fixture();

  @Test
  public final void bytes_are_those_that_were_read() {
    everyForm(form -> assertThat(text(parse(form.text()))).isEqualTo(form.text()));
  }

  @Test
  public final void a_value_that_was_set_is_found() {
    everyForm(
        form ->
            VALUES.forEach(
                value -> {
                  Document edited = parse(form.text()).with(form.field(), value);

                  assertThat(value(edited, form.field())).isEqualTo(value);
                }));
  }

  @Test
  public final void a_value_that_was_set_is_found_after_reading_again() {
    everyForm(
        form ->
            VALUES.forEach(
                value -> {
                  Document edited = parse(form.text()).with(form.field(), value);

                  assertThat(value(parse(text(edited)), form.field())).isEqualTo(value);
                }));
  }

  @Test
  public final void setting_a_field_leaves_what_stands_around_it() {
    everyForm(
        form ->
            VALUES.forEach(
                value ->
                    assertThat(text(parse(form.text()).with(form.field(), value)))
                        .startsWith(form.before())
                        .endsWith(form.after())));
  }

  @Test
  public final void setting_a_field_twice_is_setting_it_once() {
    Document once = parse(fixture().text()).with(fixture().field(), "new");

    Document twice = once.with(fixture().field(), "other").with(fixture().field(), "new");

    assertThat(text(twice)).isEqualTo(text(once));
  }

  @Test
  public final void an_added_field_is_found() {
    everyForm(
        form ->
            VALUES.forEach(
                value -> {
                  Document edited = parse(form.text()).with(form.absent(), value);

                  assertThat(value(edited, form.absent())).isEqualTo(value);
                }));
  }

  @Test
  public final void removing_an_added_field_gives_the_document_back() {
    everyForm(
        form -> {
          Document added = parse(form.text()).with(form.absent(), "line one\nline two");

          assertThat(text(added.without(form.absent()))).isEqualTo(form.text());
        });
  }

  @Test
  public final void removing_a_field_takes_its_lines_and_nothing_else() {
    everyForm(
        form ->
            assertThat(text(parse(form.text()).without(form.field())))
                .isEqualTo(form.before() + form.after()));
  }

  @Test
  public final void a_removed_field_is_gone() {
    Document without = parse(fixture().text()).without(fixture().field());

    assertThat(without.find(fixture().field())).isEmpty();
  }

  @Test
  public final void an_edit_leaves_the_document_it_was_made_from() {
    Document document = parse(fixture().text());

    document.with(fixture().field(), "new");
    document.without(fixture().field());

    assertThat(text(document)).isEqualTo(fixture().text());
  }

  @Test
  public final void a_json_object_in_a_value_is_edited_field_by_field() {
    Pointer port = fixture().field().child("port");
    String json = "{\"host\": \"db\", \"port\": 5432,\n \"n\": 1.50}";

    Document edited = parse(fixture().text()).with(fixture().field(), json).with(port, "it's");

    assertThat(value(edited, port)).isEqualTo("it's");
    assertThat(value(edited, fixture().field().child("n"))).isEqualTo("1.50");
    assertThat(text(edited)).startsWith(fixture().before()).endsWith(fixture().after());
  }

  @Test
  public final void removing_an_absent_field_is_refused() {
    assertThatThrownBy(() -> parse(fixture().text()).without(fixture().absent()))
        .isInstanceOf(SecretNotFoundException.class);
  }

  @Test
  public final void a_field_below_an_absent_one_is_refused() {
    Pointer below = fixture().absent().child("deeper");

    assertThatThrownBy(() -> parse(fixture().text()).with(below, "x"))
        .isInstanceOf(SecretNotFoundException.class);
  }

  @Test
  public final void half_a_character_is_refused() {
    assertThatThrownBy(() -> parse(fixture().text()).with(fixture().field(), "\uD83D"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  public final void a_nul_is_kept_or_refused() {
    Document document = parse(fixture().text());
    if (fixture().limits().contains(Limit.NO_NUL)) {
      assertThatThrownBy(() -> document.with(fixture().field(), "a\0b"))
          .isInstanceOf(InvalidInputException.class);
    } else {
      assertThat(value(document.with(fixture().field(), "a\0b"), fixture().field()))
          .isEqualTo("a\0b");
    }
  }

  @Test
  public final void bytes_that_are_no_text_are_refused_with_their_place() {
    assumeFalse(fixture().limits().contains(Limit.ANY_BYTES_ARE_TEXT), "any bytes will do");
    byte[] content = (fixture().before() + "?").getBytes(UTF_8);
    content[content.length - 1] = (byte) 0xff;

    assertThatThrownBy(() -> Document.parse(fixture().format(), content, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("line \\d+, column 1: .*");
  }

  @Test
  public final void every_input_is_read_or_refused() {
    damaged("harmless").forEach(text -> assertReadOrRefused(text.getBytes(UTF_8)));
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      assertReadOrRefused(noise);
    }
  }

  @Test
  public final void no_error_tells_what_the_document_holds() {
    Canary canary = new Canary();
    damaged(canary.text())
        .forEach(
            text -> {
              Throwable failure = catchThrowable(() -> parse(text));
              if (failure != null) {
                canary.assertAbsentFrom(failure);
              }
            });
  }

  @Test
  public final void no_refused_edit_tells_what_the_document_holds() {
    Canary canary = new Canary();
    Document document = parse(fixture().text()).with(fixture().field(), canary.text());

    Throwable failure =
        catchThrowable(() -> document.with(fixture().field().child("deeper"), canary.text()));

    assertThat(failure).isInstanceOf(SecretsException.class);
    canary.assertAbsentFrom(failure);
  }

  @Test
  public final void no_string_form_tells_what_the_document_holds() {
    Canary canary = new Canary();
    Document document = parse(fixture().text()).with(fixture().field(), canary.text());

    canary.assertAbsentFrom("the document", document.toString());
    canary.assertAbsentFrom("its root", document.root().toString());
    canary.assertAbsentFrom("its field", document.find(fixture().field()).toString());
  }

  /** The document with a value of {@code secret}, cut short and with characters put in. */
  private Stream<String> damaged(String secret) {
    String text = text(parse(fixture().text()).with(fixture().field(), secret));
    return Stream.iterate(0, at -> at < text.length(), at -> at + 1)
        .flatMap(
            at ->
                Stream.concat(
                    Stream.of(text.substring(0, at)),
                    Stream.of("'", "\"", ":", "{", "\\", "\n", "\t", "*x", "!", "\u0001")
                        .map(inserted -> text.substring(0, at) + inserted + text.substring(at))));
  }

  private void assertReadOrRefused(byte[] content) {
    Throwable failure =
        catchThrowable(() -> Document.parse(fixture().format(), content, Map.of()).root());
    if (failure != null) {
      assertThat(failure).isInstanceOf(SecretsException.class).hasNoCause();
    }
  }

  private void everyForm(Consumer<DocumentFixture> law) {
    DocumentFixture fixture = fixture();
    Stream.of(fixture, fixture.inCrLf(), fixture.behindMark(), fixture.inCrLf().behindMark())
        .forEach(law);
  }

  private Document parse(String text) {
    return Document.parse(fixture().format(), text.getBytes(UTF_8), Map.of());
  }

  private static String text(Document document) {
    return new String(document.bytes(), UTF_8);
  }

  private static String value(Document document, Pointer pointer) {
    return ((Node.Scalar) document.find(pointer).orElseThrow()).text();
  }
}
