package dev.secrets.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Bytes as hex and base64. */
final class BinarySpellings {

  private static final int BITS = 6;

  /** Fewer characters of base64 are found in ordinary text. */
  private static final int SHORTEST = 4;

  /** Of the data in one line, by the usual lengths of lines: 76 and 64 characters. */
  private static final List<Integer> LINES = List.of(57, 48);

  private BinarySpellings() {}

  static void of(byte[] bytes, Consumer<String> sink) {
    sink.accept(HexFormat.of().formatHex(bytes));
    sink.accept(HexFormat.of().withUpperCase().formatHex(bytes));
    byte[] line = Arrays.copyOf(bytes, bytes.length + 1); // as echo writes it
    line[bytes.length] = '\n';
    for (Base64.Encoder alphabet : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      for (int before = 0; before < 3; before++) {
        inside(bytes, before, alphabet, sink);
        inside(line, before, alphabet, sink);
      }
      for (int length : LINES) {
        lines(bytes, length, alphabet, sink);
      }
    }
    Arrays.fill(line, (byte) 0);
  }

  /** With {@code before} unknown bytes before it in its group of three. */
  private static void inside(
      byte[] bytes, int before, Base64.Encoder alphabet, Consumer<String> sink) {
    byte[] data = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, data, before, bytes.length);
    String text = new String(alphabet.encode(data), StandardCharsets.ISO_8859_1);
    Arrays.fill(data, (byte) 0);
    int known = (8 * before + BITS - 1) / BITS;
    int unknown = 8 * data.length / BITS;
    if (unknown - known >= SHORTEST) {
      String end = text.substring(known); // of the data, with the padding it may have
      sink.accept(end);
      sink.accept(end.replace("=", ""));
      sink.accept(text.substring(known, unknown)); // and where other data follows
    }
  }

  private static void lines(
      byte[] bytes, int line, Base64.Encoder alphabet, Consumer<String> sink) {
    for (int at = 0; bytes.length > line && bytes.length - at >= SHORTEST; at += line) {
      byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + line, bytes.length));
      inside(part, 0, alphabet, sink);
      Arrays.fill(part, (byte) 0);
    }
  }
}
