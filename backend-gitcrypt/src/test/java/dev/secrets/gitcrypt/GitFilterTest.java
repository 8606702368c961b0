package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.DecryptionFailedException;
import dev.secrets.MalformedEnvelopeException;
import dev.secrets.spi.BackendContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitFilterTest {

  private static final int MEMORY = 16_384;

  private final Events events = new Events();
  private final GitFilter filter = filter(Keys.counting(KeyName.DEFAULT));

  @Property(tries = 200)
  void smudge_and_textconv_restore_what_was_cleaned(@ForAll byte[] content) throws IOException {
    byte[] blob = run(filter::clean, content);

    assertThat(run(filter::smudge, blob)).isEqualTo(content);
    assertThat(run(filter::textconv, blob)).isEqualTo(content);
    assertThat(events.notEncrypted).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16_383, 16_384, 16_385, 300_000})
  void clean_of_a_cleaned_content_changes_nothing(int size) throws IOException {
    byte[] blob = run(filter::clean, random(size));

    assertThat(run(filter::clean, blob)).isEqualTo(blob);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 21, 22, 23, 16_385, 300_000})
  void content_that_is_not_encrypted_passes_whole_whatever_its_size(int size) throws IOException {
    assertThat(run(filter::smudge, random(size))).isEqualTo(random(size));
    assertThat(run(filter::textconv, random(size))).isEqualTo(random(size));
  }

  @Test
  void unencrypted_content_is_told_once_and_by_smudge_only() throws IOException {
    run(filter::textconv, random(30));
    assertThat(events.notEncrypted).isEmpty();

    run(filter::smudge, random(30));
    run(filter::smudge, random(40));
    assertThat(events.notEncrypted).containsExactly("the input");
  }

  @Test
  void plaintext_is_shown_without_any_key() throws IOException {
    assertThat(run(filter()::textconv, random(30))).isEqualTo(random(30));
  }

  @Test
  void without_any_key_not_even_plaintext_is_checked_out() {
    assertThatThrownBy(() -> run(filter()::smudge, random(30)))
        .isInstanceOf(DecryptionFailedException.class);
  }

  @Test
  void a_blob_of_another_key_is_not_encrypted_twice() throws IOException {
    byte[] foreign = run(filter(Keys.file("default", 77))::clean, random(30));

    assertRefused(filter::clean, foreign, DecryptionFailedException.class)
        .hasMessageContaining("already encrypted");
  }

  @Test
  void a_damaged_blob_is_not_encrypted_twice() throws IOException {
    byte[] blob = run(filter::clean, random(30));
    blob[30] ^= 1;

    assertRefused(filter::clean, blob, DecryptionFailedException.class);
    assertRefused(filter::clean, Arrays.copyOf(blob, 15), MalformedEnvelopeException.class);
  }

  @Test
  void nothing_is_released_of_an_altered_blob_however_long() throws IOException {
    byte[] blob = run(filter::clean, random(300_000));
    blob[blob.length - 1] ^= 1;

    assertRefused(filter::smudge, blob, DecryptionFailedException.class);
    assertRefused(filter::textconv, blob, DecryptionFailedException.class);
  }

  @Test
  void a_blob_cut_within_its_header_is_refused() throws IOException {
    byte[] cut = Arrays.copyOf(run(filter::clean, random(30)), 21);

    assertRefused(filter::smudge, cut, MalformedEnvelopeException.class);
  }

  @Test
  void smudge_tries_every_key_and_clean_takes_the_named_one() throws IOException {
    byte[] old = run(filter(Keys.file("default", 1))::clean, random(30));
    BackendContext context =
        Keys.context(Keys.file("default", 1), Keys.file("new", 2))
            .options(Map.of("key-name", List.of("new")))
            .build();

    try (GitFilter rotated = new GitFilter(context, events)) {
      assertThat(run(rotated::smudge, old)).isEqualTo(random(30));
      assertThat(run(rotated::clean, random(30))).isNotEqualTo(old);
    }
  }

  @Test
  void a_closed_filter_is_not_used_again() {
    filter.close();

    assertThatThrownBy(() -> run(filter::clean, random(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  private GitFilter filter(KeyFile... keys) {
    return new GitFilter(Keys.context(keys).build(), events, MEMORY);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      Direction direction, byte[] content, Class<? extends Throwable> type) {
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    try {
      return assertThatThrownBy(() -> direction.run(new ByteArrayInputStream(content), released))
          .isInstanceOf(type);
    } finally {
      assertThat(released.size()).isZero();
    }
  }

  private static byte[] run(Direction direction, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    direction.run(new ByteArrayInputStream(content), out);
    return out.toByteArray();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private interface Direction {
    void run(InputStream in, OutputStream out) throws IOException;
  }
}
