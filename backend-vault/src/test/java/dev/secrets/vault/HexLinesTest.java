package dev.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.secrets.MalformedEnvelopeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many lines are decoded at once, and must be refused or give what they give one by one. */
final class HexLinesTest {

  private static final int SEED = 20_261_124;
  private static final String HEADER = "$ANSIBLE_VAULT;1.1;AES256\n";

  private final Random random = new Random(SEED);

  @Test
  void a_changed_character_is_refused_or_changes_what_it_spells() throws IOException {
    byte[] text = envelope(30_000);
    for (int round = 0; round < 2_000; round++) {
      byte[] changed = text.clone();
      int at = HEADER.length() + random.nextInt(text.length - HEADER.length());
      changed[at] =
          (byte)
              (round % 2 == 0
                  ? random.nextInt(128)
                  : "0123456789abcdefABCDEF\r\n".charAt(random.nextInt(24)));

      assertThat(ciphertext(changed))
          .as("%d at %d", changed[at], at)
          .isEqualTo(spelledOut(changed));
    }
  }

  @Test
  void lines_of_any_width_and_end_give_the_same() throws IOException {
    byte[] plain = envelope(3_000);
    String digits = body(plain).replace("\n", "");
    for (int width = 1; width < 200; width++) {
      for (String end : new String[] {"\n", "\r\n", "\r"}) {
        String lines = HEADER + digits.replaceAll("(.{" + width + "})", "$1" + end) + end;
        assertThat(ciphertext(ascii(lines))).as("width %d", width).isEqualTo(spelledOut(plain));
      }
    }
  }

  private byte[] envelope(int length) throws IOException {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ascii(HEADER));
    HexBody body = new HexBody(out);
    for (int field = 0; field < 2; field++) {
      body.hex(Arrays.copyOf(bytes, 32), 32);
      body.separator();
    }
    body.hex(bytes, length);
    body.end();
    return out.toByteArray();
  }

  /** What we read; empty if it is refused. */
  private static Optional<String> ciphertext(byte[] text) throws IOException {
    ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
    byte[] chunk = new byte[1_000];
    try {
      EnvelopeReader reader = new EnvelopeReader(new ByteArrayInputStream(text));
      for (int count = reader.read(chunk); count > 0; count = reader.read(chunk)) {
        ciphertext.write(chunk, 0, count);
      }
      return Optional.of(HexFormat.of().formatHex(ciphertext.toByteArray()));
    } catch (MalformedEnvelopeException refused) {
      return Optional.empty();
    }
  }

  /** What the text spells, in the plainest way; empty if it spells nothing. */
  private static Optional<String> spelledOut(byte[] text) {
    try {
      String inner = latin1(HexFormat.of().parseHex(body(text).replaceAll("[\r\n]", "")));
      String[] fields = inner.split("\n", 3);
      for (String field : fields) {
        HexFormat.of().parseHex(field);
      }
      return fields.length == 3 && fields[1].length() == 64
          ? Optional.of(
              HexFormat.of().withLowerCase().formatHex(HexFormat.of().parseHex(fields[2])))
          : Optional.empty();
    } catch (IllegalArgumentException misshapen) {
      return Optional.empty();
    }
  }

  private static String body(byte[] text) {
    return latin1(text).substring(HEADER.length());
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
