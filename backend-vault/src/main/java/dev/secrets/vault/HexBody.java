package dev.secrets.vault;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the body of an envelope: text as hex, over lines of 80 digits. */
final class HexBody {

  private static final int WIDTH = 80;

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
      text(Hex.high(bytes[index]));
      text(Hex.low(bytes[index]));
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
    if (column == WIDTH) {
      out.write(line, 0, WIDTH + 1);
      column = 0;
    }
  }
}
