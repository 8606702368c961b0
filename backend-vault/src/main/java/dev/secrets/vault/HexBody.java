package dev.secrets.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes the body of an envelope: text as hex, over lines of 80 digits. */
final class HexBody {

  private static final int WIDTH = Quads.WIDTH;
  private static final int DIGITS_EACH = 4;
  private static final int LINES_AT_ONCE = 100;

  private static final VarHandle QUAD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  // What each byte becomes: the hex digits of its two hex digits.
  private static final int[] QUADS = new int[256];

  static {
    for (int value = 0; value < QUADS.length; value++) {
      byte high = Hex.high((byte) value);
      byte low = Hex.low((byte) value);
      QUADS[value] = Hex.high(high) << 24 | Hex.low(high) << 16 | Hex.high(low) << 8 | Hex.low(low);
    }
  }

  private final OutputStream out;
  private final byte[] lines = new byte[LINES_AT_ONCE * (WIDTH + 1)];
  private int filled;
  private int column;

  HexBody(OutputStream out) {
    this.out = out;
  }

  /** The hex digits of {@code bytes}, themselves as hex. */
  void hex(byte[] bytes, int length) throws IOException {
    int index = 0;
    while (index < length) {
      if (column <= WIDTH - DIGITS_EACH) {
        int fitting = Math.min(length - index, (WIDTH - column) / DIGITS_EACH);
        quads(bytes, index, index + fitting);
        index += fitting;
        endFullLine();
      } else {
        text(Hex.high(bytes[index]));
        text(Hex.low(bytes[index]));
        index++;
      }
    }
  }

  /** A line feed of the inner text, as hex. */
  void separator() throws IOException {
    text((byte) '\n');
  }

  /** Ends the last line, if there is something on it, and hands all of them on. */
  void end() throws IOException {
    if (column > 0) {
      endLine();
    }
    handOn();
  }

  private void quads(byte[] bytes, int from, int to) {
    int at = filled;
    for (int index = from; index < to; index++) {
      QUAD.set(lines, at, QUADS[bytes[index] & 0xff]);
      at += DIGITS_EACH;
    }
    column += at - filled;
    filled = at;
  }

  private void text(byte character) throws IOException {
    lines[filled++] = Hex.high(character);
    lines[filled++] = Hex.low(character);
    column += 2;
    endFullLine();
  }

  private void endFullLine() throws IOException {
    if (column == WIDTH) {
      endLine();
    }
  }

  private void endLine() throws IOException {
    lines[filled++] = '\n';
    column = 0;
    if (filled == lines.length) {
      handOn();
    }
  }

  private void handOn() throws IOException {
    out.write(lines, 0, filled);
    filled = 0;
  }
}
