package dev.secrets.gitcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FilterAnswerTest {

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final FilterAnswer answer = new FilterAnswer(new PacketWriter(sent));

  @Test
  void a_refusal_before_the_first_full_packet_is_the_whole_answer() throws IOException {
    answer.write(new byte[100]);

    answer.refuse();

    assertThat(sent.toString(StandardCharsets.ISO_8859_1)).isEqualTo("0011status=error\n0000");
  }

  @Test
  void a_refusal_after_content_ends_the_content_first() throws IOException {
    answer.write(new byte[65_516]);

    answer.refuse();

    assertThat(sent.toString(StandardCharsets.ISO_8859_1))
        .startsWith("0013status=success\n0000fff0")
        .endsWith("\0" + "0000" + "0011status=error\n0000");
  }
}
