package dev.secrets.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.secrets.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

  private static final String SECRET = "pa$$ 'w\\o/rd\"+ä\n&x";

  @Test
  void a_value_becomes_stars_and_all_else_stays() {
    assertThat(masked("before s3cr3t, after s3cr3s", "s3cr3t"))
        .isEqualTo("before ***, after s3cr3s");
  }

  @Test
  void values_that_overlap_become_one_run_of_stars() {
    assertThat(masked("-abcdefgh-", "abcdef", "defgh", "cde5")).isEqualTo("-***-");
  }

  @Test
  void what_begins_like_a_value_inside_another_beginning_is_found() {
    assertThat(masked("aaaab aabaaab", "aaab")).isEqualTo("a*** aab***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abc"})
  void a_value_too_short_to_mean_anything_is_not_looked_for(String value) {
    assertThat(masked("abcabc", value)).isEqualTo("abcabc");
  }

  @Test
  void the_end_of_the_last_line_is_no_part_of_a_value() {
    assertThat(masked("s3cr3t.", "s3cr3t\r\n")).isEqualTo("***.");
  }

  @Test
  void the_lines_of_a_key_are_found_one_by_one() {
    String key = "-----BEGIN KEY-----\nMIIBVgIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n";

    assertThat(masked("> hkiG9w0BAQEFAASC\n> -----END KEY-----", key))
        .isEqualTo("> ***\n> -----END KEY-----");
    assertThat(masked(key.replace("\n", "\r\n"), key)).isEqualTo("***\r\n");
  }

  @Test
  void the_values_in_json_are_found_one_by_one() {
    String json = "{\"user\": \"app_prod\", \"password\": \"pa\\\"ss-word\", \"port\": 5432}";

    assertThat(masked("app_prod pa\"ss-word 5432", json)).isEqualTo("*** *** 5432");
  }

  @Test
  void escaped_json_is_found_inside_json() throws JsonProcessingException {
    String json = "{\"password\": \"x\"}";

    assertThat(masked(JsonMapper.builder().build().writeValueAsString(json), json))
        .isEqualTo("\"***\"");
  }

  /** Each by an encoder that is not ours. */
  @Test
  void every_spelling_is_found() throws IOException {
    for (String spelling : spellings().toList()) {
      assertThat(masked("<" + spelling + ">", SECRET)).as(spelling).isEqualTo("<***>");
    }
  }

  private static Stream<String> spellings() throws JsonProcessingException {
    byte[] bytes = SECRET.getBytes(UTF_8);
    String form = URLEncoder.encode(SECRET, UTF_8);
    return Stream.of(
        SECRET,
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        form,
        form.replace("+", "%20"),
        form.replaceAll("%2F", "/").replace("+", "%20"),
        json(JsonMapper.builder().build()),
        json(JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build()),
        SECRET.replace("'", "'\\''"),
        SECRET.replace("'", "'\"'\"'"),
        SECRET.replaceAll("([\\\\\"$`])", "\\\\$1"));
  }

  private static String json(JsonMapper mapper) throws JsonProcessingException {
    String quoted = mapper.writeValueAsString(SECRET);
    return quoted.substring(1, quoted.length() - 1);
  }

  @Property(tries = 300)
  void base64_of_data_with_the_value_in_it_shows_four_bits_of_it_at_most(
      @ForAll @Size(min = 6, max = 80) byte[] value,
      @ForAll @Size(max = 5) byte[] before,
      @ForAll @Size(max = 5) byte[] after) {
    if (value[value.length - 1] == '\n' || value[value.length - 1] == '\r') {
      return;
    }
    byte[] data = new byte[before.length + value.length + after.length];
    System.arraycopy(before, 0, data, 0, before.length);
    System.arraycopy(value, 0, data, before.length, value.length);
    System.arraycopy(after, 0, data, before.length + value.length, after.length);
    String text = Base64.getEncoder().encodeToString(data);

    String masked = new String(mask(text.getBytes(UTF_8), List.of(value), 3), UTF_8);

    int first = (8 * before.length + 5) / 6;
    int last = 8 * (before.length + value.length) / 6;
    assertThat(masked).startsWith(text.substring(0, Math.max(0, first - 1))).contains("***");
    assertThat(masked).doesNotContain(text.substring(first, last));
    assertThat(masked.replace("***", "").length())
        .isLessThanOrEqualTo(text.length() - last + first);
  }

  @Test
  void base64_in_lines_is_masked_whole() {
    byte[] value = new byte[200];
    for (int at = 0; at < value.length; at++) {
      value[at] = (byte) (at * 37);
    }

    for (int line : new int[] {64, 76}) {
      byte[] text = Base64.getMimeEncoder(line, new byte[] {'\n'}).encode(value);
      String masked = new String(mask(text, List.of(value), 7), UTF_8);
      assertThat(masked.replace("\n", "")).matches("[*]+");
    }
  }

  /** The words of a tiny alphabet overlap in every way there is. */
  @Property(tries = 500)
  void however_the_text_is_cut_the_same_comes_out_as_from_all_of_it(
      @ForAll("texts") String text,
      @ForAll("values") List<String> values,
      @ForAll @Size(max = 8) List<Integer> cuts) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    String expected = starred(text, values);

    assertThat(masked(text, values.toArray(String[]::new))).isEqualTo(expected);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(cutAt(bytes, values, cut)).isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(40);
  }

  @Provide
  Arbitrary<List<String>> values() {
    return Arbitraries.strings()
        .withChars("ab")
        .ofMinLength(4)
        .ofMaxLength(9)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Test
  void a_value_cut_anywhere_in_any_spelling_is_masked() throws IOException {
    for (String spelling : spellings().toList()) {
      byte[] bytes = ("<" + spelling + ">").getBytes(UTF_8);
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(cutAt(bytes, List.of(SECRET), cut)).as(spelling).isEqualTo("<***>");
      }
    }
  }

  @Test
  void all_that_cannot_become_a_value_goes_on_at_once() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SecretMask mask = mask("s3cr3t");
        MaskedStream stream = mask.over(out)) {
      stream.write("password: ".getBytes(UTF_8));
      assertThat(out).hasToString("password: ");
      stream.write("s3cr".getBytes(UTF_8));
      assertThat(out).hasToString("password: ");
      stream.write("3t".getBytes(UTF_8));
      assertThat(out).hasToString("password: ***");
    }
  }

  @Test
  void the_beginning_of_a_value_goes_on_when_there_is_no_more() {
    assertThat(masked("s3cr", "s3cr3t")).isEqualTo("s3cr");
  }

  @Test
  void a_little_is_let_go_when_asked_and_the_rest_of_the_value_still_masked() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SecretMask mask = mask("s3cr3t-value");
        MaskedStream stream = mask.over(out)) {
      stream.write("s3".getBytes(UTF_8));
      stream.releaseLittle();
      assertThat(out).hasToString("s3");
      stream.write("cr3t".getBytes(UTF_8));
      stream.releaseLittle();
      assertThat(out).hasToString("s3");
      stream.write("-value.".getBytes(UTF_8));
      assertThat(out).hasToString("s3***.");
    }
  }

  @Test
  void a_mask_never_prints_what_it_masks() {
    assertThat(mask("s3cr3t")).hasToString("SecretMask[redacted]");
  }

  @Test
  void a_value_of_64_KiB_is_masked() {
    String value = "0123456789abcdeF".repeat(4096);

    assertThat(masked("<" + value + ">", value)).isEqualTo("<***>");
  }

  /** What is expected, told in another way: all places of all values, then stars over them. */
  private static String starred(String text, List<String> values) {
    boolean[] secret = new boolean[text.length()];
    for (String value : values) {
      for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        Arrays.fill(secret, at, at + value.length(), true);
      }
    }
    StringBuilder starred = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      if (!secret[at]) {
        starred.append(text.charAt(at));
      } else if (at == 0 || !secret[at - 1]) {
        starred.append(SecretMask.STARS);
      }
    }
    return starred.toString();
  }

  private static String masked(String text, String... values) {
    return new String(
        mask(text.getBytes(UTF_8), Stream.of(values).map(v -> v.getBytes(UTF_8)).toList(), 1),
        UTF_8);
  }

  private static String cutAt(byte[] text, List<String> values, int cut) {
    List<byte[]> bytes = values.stream().map(value -> value.getBytes(UTF_8)).toList();
    return new String(
        mask(
            Stream.of(Arrays.copyOf(text, cut), Arrays.copyOfRange(text, cut, text.length)), bytes),
        UTF_8);
  }

  private static byte[] mask(byte[] text, List<byte[]> values, int step) {
    Stream<byte[]> pieces =
        Stream.iterate(0, at -> at < text.length, at -> at + step)
            .map(at -> Arrays.copyOfRange(text, at, Math.min(at + step, text.length)));
    return mask(pieces, values);
  }

  private static byte[] mask(Stream<byte[]> pieces, List<byte[]> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SecretMask mask = SecretMask.of(values.stream().map(SecretValue::copyOf));
        MaskedStream stream = mask.over(out)) {
      for (byte[] piece : pieces.toList()) {
        stream.write(piece);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static SecretMask mask(String value) {
    return SecretMask.of(Stream.of(SecretValue.ofText(value)));
  }
}
