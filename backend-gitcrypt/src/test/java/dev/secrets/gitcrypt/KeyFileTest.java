package dev.secrets.gitcrypt;

import static dev.secrets.gitcrypt.Keys.bytes;
import static dev.secrets.gitcrypt.Keys.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class KeyFileTest {

  private static final byte[] PREAMBLE = bytes(KeyFileFormat.MAGIC, 2);
  private static final byte[] ENTRY = bytes(1, 4, 0, 3, 32, count(0, 32), 5, 64, count(32, 64), 0);

  @Test
  void the_default_key_has_the_bytes_that_git_crypt_writes() throws Exception {
    assertThat(sha256(Keys.counting(KeyName.DEFAULT).toBytes()))
        .isEqualTo("218d88bb308011630a4b4b8e539b4e4627bb27fc40dfc70bfe8466c7ac345937");
  }

  @Test
  void a_named_key_has_the_bytes_that_git_crypt_writes() throws Exception {
    assertThat(sha256(Keys.counting(new KeyName("team-a")).toBytes()))
        .isEqualTo("923ee9f66efc556b3cd5045d5647befeaded6751c2fd9a4949e818b6b82d8547");
  }

  @Property
  void parse_reads_back_what_was_written(@ForAll("keyFiles") KeyFile key) {
    KeyFile read = KeyFile.parse(key.toBytes());

    assertThat(read.name()).isEqualTo(key.name());
    assertThat(read.toBytes()).isEqualTo(key.toBytes());
  }

  @Property
  void parse_refuses_every_truncation(@ForAll("keyFiles") KeyFile key, @ForAll double where) {
    byte[] whole = key.toBytes();
    int length = (int) (Math.abs(where % 1) * whole.length);

    boolean endsBetweenEntries =
        length >= headerLength(key) && (length - headerLength(key)) % ENTRY.length == 0;
    if (!endsBetweenEntries || length == headerLength(key)) {
      assertThatThrownBy(() -> KeyFile.parse(Arrays.copyOf(whole, length)))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Property
  void any_bytes_are_a_key_file_or_one_clear_error(@ForAll byte[] tail) {
    assertReadOrRefused(tail);
    assertReadOrRefused(bytes(PREAMBLE, tail));
    assertReadOrRefused(bytes(PREAMBLE, 0, ENTRY, tail));
  }

  @Property
  void any_fields_are_a_key_file_or_one_clear_error(
      @ForAll("fieldIds") List<Integer> ids, @ForAll("fieldLengths") int length) {
    byte[] fields = new byte[0];
    for (int id : ids) {
      fields = bytes(fields, id, length, count(0, Math.max(0, Math.min(length, 200))));
    }
    assertReadOrRefused(bytes(PREAMBLE, fields));
    assertReadOrRefused(bytes(PREAMBLE, 0, fields, 0));
  }

  @Test
  void a_missing_version_counts_as_zero() {
    KeyFile key = KeyFile.parse(bytes(PREAMBLE, 0, 3, 32, count(0, 32), 5, 64, count(32, 64), 0));

    assertThat(key.latest().version).isZero();
  }

  @Test
  void of_two_entries_of_one_version_the_last_wins() {
    byte[] second = bytes(1, 4, 0, 3, 32, count(7, 32), 5, 64, count(9, 64), 0);

    KeyFile key = KeyFile.parse(bytes(PREAMBLE, 0, ENTRY, second));

    assertThat(key.entries()).hasSize(1);
    assertThat(key.latest().aesKey).isEqualTo(count(7, 32));
  }

  @Test
  void the_highest_version_comes_first_and_versions_are_unsigned() {
    KeyFile key =
        new KeyFile(
            KeyName.DEFAULT,
            List.of(Keys.entry(1, 1), Keys.entry(0x8000_0000, 2), Keys.entry(0, 3)));

    assertThat(KeyFile.parse(key.toBytes()).entries())
        .extracting(entry -> entry.version)
        .containsExactly(0x8000_0000, 1, 0);
  }

  @Test
  void unknown_optional_fields_are_skipped_and_not_written_again() {
    byte[] optional = bytes(8, 3, new byte[3]);
    byte[] entry = bytes(optional, ENTRY);

    KeyFile key = KeyFile.parse(bytes(PREAMBLE, optional, 0, entry));

    assertThat(key.toBytes()).isEqualTo(bytes(PREAMBLE, 0, ENTRY));
  }

  @Test
  void an_optional_field_may_be_one_mebibyte_long_and_no_longer() {
    byte[] longest = bytes(PREAMBLE, 8, 1 << 20, new byte[1 << 20], 0, ENTRY);
    byte[] longer = bytes(PREAMBLE, 8, (1 << 20) + 1, new byte[(1 << 20) + 1], 0, ENTRY);

    assertThat(KeyFile.parse(longest).entries()).hasSize(1);
    assertRefused(longer, "malformed git-crypt key file: a field is too long");
  }

  @Test
  void unknown_critical_fields_make_the_file_incompatible() {
    String message = "incompatible git-crypt key file: it needs a newer git-crypt";

    assertRefused(bytes(PREAMBLE, 7, 0, 0, ENTRY), message);
    assertRefused(bytes(PREAMBLE, 0, 9, 0, ENTRY), message);
  }

  @Test
  void the_unreleased_field_for_empty_files_is_explained() {
    assertRefused(
        bytes(PREAMBLE, 3, 0, 0, ENTRY),
        "incompatible git-crypt key file: it asks to leave empty files plain, which no release"
            + " does");
  }

  @Test
  void another_format_version_is_incompatible() {
    assertRefused(
        bytes(KeyFileFormat.MAGIC, 3, 0, ENTRY),
        "incompatible git-crypt key file: its format version is not 2");
  }

  @Test
  void a_byte_too_many_is_malformed() {
    assertRefused(
        bytes(PREAMBLE, 0, ENTRY, new byte[1]), "malformed git-crypt key file: it ends too early");
  }

  @Test
  void known_fields_of_another_length_are_malformed() {
    String message = "malformed git-crypt key file: a field has a wrong length";

    assertRefused(bytes(PREAMBLE, 0, 1, 5, new byte[5], 0), message);
    assertRefused(bytes(PREAMBLE, 0, 3, 31, new byte[31], 0), message);
    assertRefused(bytes(PREAMBLE, 0, 5, 65, new byte[65], 0), message);
  }

  @Test
  void an_entry_without_one_of_its_keys_is_malformed() {
    String message = "malformed git-crypt key file: an entry lacks one of its two keys";

    assertRefused(bytes(PREAMBLE, 0, 1, 4, 0, 3, 32, new byte[32], 0), message);
    assertRefused(bytes(PREAMBLE, 0, 5, 64, new byte[64], 0), message);
    assertRefused(bytes(PREAMBLE, 0, 0), message);
  }

  @Test
  void illegal_key_names_are_malformed() {
    String message = "malformed git-crypt key file: the key name is illegal";

    for (String name : List.of("", "default", "a b", "../x", "ü")) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      assertRefused(bytes(PREAMBLE, 1, utf8.length, utf8, 0, ENTRY), message);
    }
    assertRefused(
        bytes(PREAMBLE, 1, 129, new byte[129], 0, ENTRY),
        "malformed git-crypt key file: the key name is too long");
  }

  @Test
  void a_file_without_entries_is_told_to_be_empty() {
    assertRefused(bytes(PREAMBLE, 0), "empty git-crypt key file: it holds a header but no key");
  }

  @Test
  void a_key_file_of_before_0_4_is_recognized() {
    assertThatThrownBy(() -> KeyFile.parse(count(1, 96)))
        .hasMessage("not a git-crypt key file, unless one of the format before 0.4")
        .extracting(error -> ((InvalidInputException) error).hints())
        .asString()
        .contains("migrate-key");
  }

  @Test
  void a_key_file_of_before_0_4_can_be_converted() {
    KeyFile converted = KeyFile.parseLegacy(count(0, 96));

    assertThat(converted.toBytes()).isEqualTo(Keys.counting(KeyName.DEFAULT).toBytes());
  }

  @Test
  void a_legacy_file_of_another_length_is_refused() {
    assertThatThrownBy(() -> KeyFile.parseLegacy(new byte[97]))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void closing_wipes_the_keys() {
    KeyFile key = Keys.counting(KeyName.DEFAULT);
    KeyEntry entry = key.latest();

    key.close();

    assertThat(entry.aesKey).containsOnly(0);
    assertThat(entry.hmacKey).containsOnly(0);
  }

  @Test
  void printing_a_key_shows_its_name_only() {
    KeyFile key = Keys.counting(new KeyName("team-a"));

    assertThat(key).hasToString("KeyFile['team-a', redacted]");
    assertThat(key.latest()).hasToString("KeyEntry[version=0, redacted]");
  }

  @Test
  void generated_keys_differ() {
    SecureRandom random = new SecureRandom();

    assertThat(KeyFile.generate(KeyName.DEFAULT, random).toBytes())
        .hasSize(148)
        .isNotEqualTo(KeyFile.generate(KeyName.DEFAULT, random).toBytes());
  }

  @Provide
  Arbitrary<KeyFile> keyFiles() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .numeric()
            .withChars("-_")
            .ofMinLength(1)
            .ofMaxLength(128);
    Arbitrary<List<Integer>> versions = Arbitraries.integers().list().ofMinSize(1).ofMaxSize(4);
    return Combinators.combine(names, versions).as(KeyFileTest::keyFile);
  }

  @Provide
  Arbitrary<List<Integer>> fieldIds() {
    return Arbitraries.integers().between(0, 9).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Integer> fieldLengths() {
    return Arbitraries.of(-1, 0, 1, 4, 32, 64, 128, Integer.MAX_VALUE, Integer.MIN_VALUE);
  }

  private static KeyFile keyFile(String name, List<Integer> versions) {
    List<KeyEntry> entries = new ArrayList<>();
    versions.forEach(version -> entries.add(Keys.entry(version, entries.size())));
    return new KeyFile(new KeyName(name), entries);
  }

  private static int headerLength(KeyFile key) {
    return key.toBytes().length - key.entries().size() * ENTRY.length;
  }

  private static void assertReadOrRefused(byte[] bytes) {
    try {
      assertThat(KeyFile.parse(bytes).entries()).isNotEmpty();
    } catch (InvalidInputException refused) {
      assertThat(refused).hasMessageContaining("git-crypt key file").hasNoCause();
    }
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> KeyFile.parse(bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
