package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.secrets.spi.BackendContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays git's side with packets made by hand. */
final class FilterProcessTest {

  private static final int MEMORY = 16_384;
  private static final String FLUSH = "0000";

  private final Events events = new Events();
  private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
  private BackendContext context = Keys.context(Keys.counting(KeyName.DEFAULT)).build();

  @Test
  void the_handshake_offers_what_we_can_do_and_git_knows() throws IOException {
    text("git-filter-client", "version=2");
    text("capability=clean", "capability=smudge", "capability=delay");

    assertThat(answers()).isEqualTo(HANDSHAKE);
  }

  @Test
  void a_capability_that_git_does_not_offer_is_not_announced() throws IOException {
    text("git-filter-client", "version=2");
    text("capability=smudge");

    assertThat(answers())
        .isEqualTo(
            packet("git-filter-server\n")
                + packet("version=2\n")
                + FLUSH
                + packet("capability=smudge\n")
                + FLUSH);
  }

  @Test
  void another_protocol_version_is_refused() {
    text("git-filter-client", "version=3");
    text("capability=clean");

    assertThatThrownBy(this::answers).isInstanceOf(IOException.class);
  }

  @Test
  void clean_answers_with_the_blob() throws IOException {
    shakeHands();
    request("clean", "a=b.sec", content("a"));

    assertThat(answers()).isEqualTo(HANDSHAKE + success(blob("a")));
  }

  @Test
  void smudge_answers_with_the_plaintext_and_ignores_keys_it_does_not_know() throws IOException {
    shakeHands();
    text("command=smudge", "pathname=a.sec", "ref=refs/heads/main", "blob=1234");
    content(blob("a")).run();

    assertThat(answers()).isEqualTo(HANDSHAKE + success("a"));
  }

  @Test
  void empty_content_is_answered_by_three_ends_of_lists() throws IOException {
    shakeHands();
    request("smudge", "a.sec", content(blob("")));

    assertThat(answers()).isEqualTo(HANDSHAKE + packet("status=success\n") + FLUSH + FLUSH + FLUSH);
  }

  @Test
  void texts_without_a_line_end_are_understood() throws IOException {
    shakeHands();
    raw(packet("command=clean") + packet("pathname=a") + FLUSH);
    content("a").run();

    assertThat(answers()).isEqualTo(HANDSHAKE + success(blob("a")));
  }

  @ParameterizedTest
  @ValueSource(ints = {65_515, 65_516, 65_517, 200_000})
  void long_content_is_split_into_full_packets(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    String plaintext = latin1(bytes);
    shakeHands();
    request("smudge", "a.sec", content(blob(plaintext)));

    assertThat(answers()).isEqualTo(HANDSHAKE + success(plaintext));
  }

  @Test
  void an_altered_blob_is_refused_without_a_byte_and_the_next_file_is_served() throws IOException {
    byte[] altered = blob("a".repeat(200_000)).getBytes(StandardCharsets.ISO_8859_1);
    altered[altered.length - 1] ^= 1;
    shakeHands();
    request("smudge", "bad.sec", content(latin1(altered)));
    request("smudge", "good.sec", content(blob("a")));

    assertThat(answers()).isEqualTo(HANDSHAKE + packet("status=error\n") + FLUSH + success("a"));
    assertThat(events.refused)
        .containsExactly(
            "'bad.sec': cannot decrypt (git-crypt, tried 'default'): wrong key, or the file was"
                + " altered");
  }

  @Test
  void what_is_too_long_is_read_to_its_end_and_the_next_file_is_served() throws IOException {
    shakeHands();
    request("smudge", "long.sec", content("a".repeat(200_000)));
    request("smudge", "good.sec", content(blob("a")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    try (KeyRing keys = new KeyRing(context)) {
      new FilterProcess(
              new KeyedFilter(keys, events),
              events,
              content -> Spool.of(content, MEMORY, 100_000, context.random()),
              new ByteArrayInputStream(requests.toByteArray()),
              out)
          .run();
    }

    assertThat(latin1(out.toByteArray()))
        .isEqualTo(HANDSHAKE + packet("status=error\n") + FLUSH + success("a"));
  }

  @Test
  void without_a_key_each_file_is_refused() throws IOException {
    context = Keys.context().build();
    shakeHands();
    request("clean", "a.sec", content("a"));
    request("smudge", "b.sec", content(blob("a")));

    assertThat(answers()).isEqualTo(HANDSHAKE + (packet("status=error\n") + FLUSH).repeat(2));
    assertThat(events.refused)
        .containsExactly("'a.sec': no git-crypt key at hand", "'b.sec': no git-crypt key at hand");
  }

  @Test
  void unencrypted_files_pass_and_the_first_is_named() throws IOException {
    shakeHands();
    request("smudge", "first.sec", content("1"));
    request("smudge", "second.sec", content("2".repeat(22)));

    assertThat(answers()).isEqualTo(HANDSHAKE + success("1") + success("2".repeat(22)));
    assertThat(events.notEncrypted).containsExactly("'first.sec'");
  }

  @Test
  void a_name_cannot_control_the_terminal() throws IOException {
    shakeHands();
    request("smudge", "a\u001b[2J\nb", content("1"));

    answers();

    assertThat(events.notEncrypted).containsExactly("'a?[2J?b'");
  }

  @Test
  void an_unknown_command_ends_the_process() {
    shakeHands();
    request("list_available_blobs", "a", content(""));

    assertThatThrownBy(this::answers).isInstanceOf(IOException.class);
  }

  @Test
  void input_that_ends_within_a_request_is_an_error() {
    shakeHands();
    text("command=clean", "pathname=a");
    raw("0009ab");

    assertThatThrownBy(this::answers).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001", "0003", "fff1", "ffff", "zzzz", "-001"})
  void a_packet_without_a_proper_length_is_an_error(String header) {
    raw(header + "x".repeat(70_000));

    assertThatThrownBy(this::answers)
        .isInstanceOf(IOException.class)
        .hasMessage("git's filter protocol: a packet has no proper length");
  }

  private static final String HANDSHAKE =
      packet("git-filter-server\n")
          + packet("version=2\n")
          + FLUSH
          + packet("capability=clean\n")
          + packet("capability=smudge\n")
          + FLUSH;

  private void shakeHands() {
    text("git-filter-client", "version=2");
    text("capability=clean", "capability=smudge", "capability=delay");
  }

  private void request(String command, String path, Runnable content) {
    text("command=" + command, "pathname=" + path);
    content.run();
  }

  private void text(String... lines) {
    for (String line : lines) {
      raw(packet(line + "\n"));
    }
    raw(FLUSH);
  }

  private Runnable content(String content) {
    return () -> raw(packets(content) + FLUSH);
  }

  private void raw(String bytes) {
    requests.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Everything the filter answers; strings stand for bytes here, one character each. */
  private String answers() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GitFilter filter = new GitFilter(context, events, MEMORY)) {
      filter.serve(new ByteArrayInputStream(requests.toByteArray()), out);
    }
    return latin1(out.toByteArray());
  }

  private static String success(String content) {
    return packet("status=success\n") + FLUSH + packets(content) + FLUSH + FLUSH;
  }

  private static String packets(String content) {
    StringBuilder packets = new StringBuilder();
    for (int at = 0; at < content.length(); at += 65_516) {
      packets.append(packet(content.substring(at, Math.min(content.length(), at + 65_516))));
    }
    return packets.toString();
  }

  private static String packet(String payload) {
    return HexFormat.of().toHexDigits((short) (payload.length() + 4)) + payload;
  }

  private static String blob(String plaintext) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = plaintext.getBytes(StandardCharsets.ISO_8859_1);
    new BlobCipher(Keys.countingEntry()).encode(() -> new ByteArrayInputStream(bytes), out);
    return latin1(out.toByteArray());
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
