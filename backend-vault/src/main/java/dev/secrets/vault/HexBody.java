package dev.secrets.vault;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the body of an envelope: text as hex, over lines of 80 digits. */
final class HexBody {

  private static final int WIDTH = 80;

  // What each byte becomes: the hex digits of its two hex digits.
  private static final byte[] QUADS = new byte[4 * 256];

  static {
    for (int value = 0; value < 256; value++) {
      QUADS[4 * value] = Hex.high(Hex.high((byte) value));
      QUADS[4 * value + 1] = Hex.low(Hex.high((byte) value));
      QUADS[4 * value + 2] = Hex.high(Hex.low((byte) value));
      QUADS[4 * value + 3] = Hex.low(Hex.low((byte) value));
    }
  }

  private final OutputStream out;
  private final byte[] line = new byte[WIDTH + 1];
  private int column;

  HexBody(OutputStream out) {
    this.out = out;
    line[WIDTH] = '\n';
  }

  /** The hex digits of {@code bytes}, themselves as hex. */
  void hex(byte[] bytes, int length) throws IOException {
    for (int index = 0; index < length; index++) {
      if (column <= WIDTH - 4) {
        System.arraycopy(QUADS, 4 * (bytes[index] & 0xff), line, column, 4);
        column += 4;
        endFullLine();
      } else {
        text(Hex.high(bytes[index]));
        text(Hex.low(bytes[index]));
      }
    }
  }

  /** A line feed of the inner text, as hex. */
  void separator() throws IOException {
    text((byte) '\n');
  }

  /** Ends the last line, if there is something on it. */
  void end() throws IOException {
    if (column > 0) {
      line[column] = '\n';
      out.write(line, 0, column + 1);
    }
  }

  private void text(byte character) throws IOException {
    line[column++] = Hex.high(character);
    line[column++] = Hex.low(character);
    endFullLine();
  }

  private void endFullLine() throws IOException {
    if (column == WIDTH) {
      out.write(line, 0, WIDTH + 1);
      column = 0;
    }
  }
}
