package dev.secrets.gitcrypt;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The answers to requests, one after the other. Success is told with the first full packet or at
 * the end, so a request that is refused before that is answered by the refusal alone.
 */
final class FilterAnswer extends OutputStream {

  private final PacketWriter packets;
  private final byte[] buffer = new byte[PacketReader.MAX_PAYLOAD];
  private int filled;
  private boolean begun;

  FilterAnswer(PacketWriter packets) {
    this.packets = packets;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int part = Math.min(left, buffer.length - filled);
      System.arraycopy(bytes, at, buffer, filled, part);
      filled += part;
      at += part;
      left -= part;
      if (filled == buffer.length) {
        drain();
      }
    }
  }

  void succeed() throws IOException {
    drain();
    packets.endList();
    packets.endList();
    end();
  }

  /** git discards what was sent of the content. */
  void refuse() throws IOException {
    Arrays.fill(buffer, 0, filled, (byte) 0);
    if (begun) {
      packets.endList();
    }
    packets.line("status=error");
    packets.endList();
    end();
  }

  private void end() throws IOException {
    packets.send();
    filled = 0;
    begun = false;
  }

  private void drain() throws IOException {
    if (!begun) {
      begun = true;
      packets.line("status=success");
      packets.endList();
    }
    packets.content(buffer, 0, filled);
    Arrays.fill(buffer, 0, filled, (byte) 0);
    filled = 0;
  }
}
