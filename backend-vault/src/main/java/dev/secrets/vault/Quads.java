package dev.secrets.vault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/**
 * Most of an envelope: hex digits that are spelled in hex once more, four characters to a byte, in
 * lines of equal width. Many are decoded at once, in loops so plain that they are compiled into
 * vector instructions; one by one they took longer than all else that decrypting takes.
 */
final class Quads {

  /** Characters in a line, without its end. */
  static final int WIDTH = 80;

  private static final int LENGTH = 4;
  private static final int LINES = 200;

  private final byte[] characters = new byte[LINES * WIDTH];
  private final IntBuffer integers =
      ByteBuffer.wrap(characters).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  private final int[] quads = new int[integers.capacity()];
  private final byte[] bytes = new byte[quads.length];
  private int start;
  private int end;

  /** Copies decoded bytes to {@code target} from {@code from} on, and returns how far. */
  int drain(byte[] target, int from) {
    int count = Math.min(target.length - from, end - start);
    System.arraycopy(bytes, start, target, from, count);
    start += count;
    return from + count;
  }

  /**
   * Decodes the whole lines that {@code text} has from {@code from} on, as many as there is room
   * for, after all that was decoded before is drained.
   *
   * @return how many lines; 0 if there is none, or one that does not consist of quads in lower case
   */
  int decode(byte[] text, int from, int limit) {
    int lines = 0;
    for (int at = from; lines < LINES && limit - at > WIDTH; at += WIDTH + 1) {
      if (text[at + WIDTH] != '\n') {
        break;
      }
      System.arraycopy(text, at, characters, lines * WIDTH, WIDTH);
      lines++;
    }
    int count = lines * (WIDTH / LENGTH);
    integers.get(0, quads, 0, count);
    spellOut(quads, count);
    if (!narrow(quads, bytes, count)) {
      return 0;
    }
    start = 0;
    end = count;
    return lines;
  }

  /**
   * Turns each quad into its byte. A digit in hex is 30 to 39 for 0 to 9 and 61 to 66 for a to f;
   * what is not has a bit left above the byte.
   */
  private static void spellOut(int[] quads, int count) {
    for (int index = 0; index < count; index++) {
      int quad = quads[index]; // the first character in the lowest bits
      int letters = (quad >>> 2) & 0x0001_0001;
      int last = (quad >>> 8) & 0x000f_000f;
      int digits = last + (letters << 3) + letters;
      int strange = (quad & 0xf0ff_f0ff) ^ (0x3033_3033 + letters + letters + letters);
      int beyond = last + 0x0006_0006 + letters + letters + letters;
      int before = (last + (letters << 4) - letters) ^ (letters << 4);
      int faults = strange | ((beyond | before) & 0x0010_0010);
      quads[index] = (((digits << 4) | (digits >>> 16)) & 0xff) | (faults & ~0xff) | (faults << 24);
    }
  }

  private static boolean narrow(int[] quads, byte[] bytes, int count) {
    int all = 0;
    for (int index = 0; index < count; index++) {
      all |= quads[index];
      bytes[index] = (byte) quads[index];
    }
    return (all & ~0xff) == 0;
  }
}
