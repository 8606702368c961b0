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
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private int line = 1;
  private int previous;

  HexLines(InputStream in) {
    this.in = in;
  }

  /** The first line, without its end; bytes beyond ASCII are refused. */
  String header() throws IOException {
    StringBuilder header = new StringBuilder();
    for (int next = read(); next >= 0 && line == 1; next = read()) {
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

  private int digit() throws IOException {
    int next = read();
    while (next == '\n' || next == '\r') {
      next = read();
    }
    int value = next < 0 ? -1 : Hex.value(next);
    if (value < 0 && next >= 0) {
      throw Malformed.because("line " + line + " holds a character that is not a hex digit");
    }
    return value;
  }

  private int read() throws IOException {
    if (position == limit) {
      limit = Math.max(0, in.read(buffer));
      position = 0;
      if (limit == 0) {
        return -1;
      }
    }
    int next = buffer[position++] & 0xff;
    if (next == '\r' || (next == '\n' && previous != '\r')) {
      line++;
    }
    previous = next;
    return next;
  }
}
