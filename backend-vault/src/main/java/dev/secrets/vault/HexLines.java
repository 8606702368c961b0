package dev.secrets.vault;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of an envelope: first its header, then hex digits over lines of any width. Lines end in
 * LF, CR or both.
 */
final class HexLines {

  private static final int LONGEST_HEADER = 4096;

  private final InputStream in;
  private final Quads quads = new Quads();
  private final byte[] buffer = new byte[16384];
  private int position;
  private int limit;
  private int line = 1;
  private boolean lineStarts;
  private boolean plain = true; // so far, the lines are as they are written here

  HexLines(InputStream in) {
    this.in = in;
  }

  /** The first line, without its end; bytes beyond ASCII are refused. */
  String header() throws IOException {
    StringBuilder header = new StringBuilder();
    for (int next = read(); next >= 0 && !isLineEnd(next); next = read()) {
      if (header.length() < VaultHeader.MAGIC.length()
          && next != VaultHeader.MAGIC.charAt(header.length())) {
        break; // the rest of what is no envelope is not for keeping
      }
      if (next > 0x7f) {
        throw Malformed.because("its header holds a character beyond ASCII");
      }
      if (header.length() == LONGEST_HEADER) {
        throw Malformed.because("its header does not end");
      }
      header.append((char) next);
    }
    return header.toString();
  }

  /** The next byte that two digits make; -1 at the end. */
  int next() throws IOException {
    int high = digit();
    if (high < 0) {
      return -1;
    }
    int low = digit();
    if (low < 0) {
      throw Malformed.cutShort();
    }
    return high << 4 | low;
  }

  /**
   * Fills {@code target} from {@code from} on with the bytes that four digits each make, hex digits
   * of hex digits, and returns how far: up to what is to be read with care.
   */
  int quads(byte[] target, int from) throws IOException {
    int filled = quads.drain(target, from);
    while (filled < target.length && decodeLines()) {
      filled = quads.drain(target, filled);
    }
    return filled;
  }

  private boolean decodeLines() throws IOException {
    if (position < limit && buffer[position] == '\n') {
      read();
    }
    if (!lineStarts || !plain) {
      return false;
    }
    if (limit - position <= Quads.WIDTH) {
      fillUp();
    }
    int lines = quads.decode(buffer, position, limit);
    position += lines * (Quads.WIDTH + 1);
    line += lines;
    plain = lines > 0;
    return plain;
  }

  private int digit() throws IOException {
    int next = read();
    while (isLineEnd(next)) {
      next = read();
    }
    int value = next < 0 ? -1 : Hex.value(next);
    if (value < 0 && next >= 0) {
      throw Malformed.because("line " + line + " holds a character that is not a hex digit");
    }
    return value;
  }

  private static boolean isLineEnd(int character) {
    return character == '\n' || character == '\r';
  }

  /** The next byte, a CR with its LF as one; -1 at the end. */
  private int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    int next = buffer[position++] & 0xff;
    lineStarts = isLineEnd(next);
    if (lineStarts) {
      line++;
      if (next == '\r' && (position < limit || fill()) && buffer[position] == '\n') {
        position++;
      }
    }
    return next;
  }

  private boolean fill() throws IOException {
    limit = Math.max(0, in.read(buffer));
    position = 0;
    return limit > 0;
  }

  /** Adds to what is left in the buffer, as far as there is something. */
  private void fillUp() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    limit += in.readNBytes(buffer, limit, buffer.length - limit);
  }
}
