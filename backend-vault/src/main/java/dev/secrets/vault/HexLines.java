package dev.secrets.vault;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of an envelope: first its header, then hex digits over lines of any width. Lines end in
 * LF, CR or both.
 */
final class HexLines {

  private static final int LONGEST_HEADER = 4096;

  // The value of the hex digit that two characters spell as hex; -1 if they spell none. There are
  // four characters to a byte of ciphertext, so one look for two of them is worth the table.
  private static final byte[] DIGITS = new byte[1 << 16];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    for (int digit = 0; digit < 0x80; digit++) {
      int spelled = (Hex.high((byte) digit) << 8) | Hex.low((byte) digit);
      DIGITS[spelled] = (byte) Hex.value(digit);
    }
  }

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private int line = 1;

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
  int quads(byte[] target, int from) {
    int filled = from;
    int at = position;
    while (filled < target.length && limit - at > 4) {
      if (buffer[at] == '\n') { // what is written here has line ends nowhere else
        at++;
        line++;
      }
      int high = DIGITS[pair(at)];
      int low = DIGITS[pair(at + 2)];
      if ((high | low) < 0) {
        break;
      }
      target[filled++] = (byte) (high << 4 | low);
      at += 4;
    }
    position = at;
    return filled;
  }

  private int pair(int at) {
    return ((buffer[at] & 0xff) << 8) | (buffer[at + 1] & 0xff);
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
    if (isLineEnd(next)) {
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
}
