package dev.secrets.gitcrypt;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes git's packets, see {@link PacketReader}. */
final class PacketWriter {

  private static final byte[] END_OF_LIST = {'0', '0', '0', '0'};

  private final OutputStream out;

  PacketWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, PacketReader.MAX_PAYLOAD);
  }

  void line(String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    packet(bytes, 0, bytes.length);
  }

  /** Bytes, in as many packets as they need. */
  void content(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; at += PacketReader.MAX_PAYLOAD) {
      packet(bytes, at, Math.min(PacketReader.MAX_PAYLOAD, end - at));
    }
  }

  void endList() throws IOException {
    out.write(END_OF_LIST);
  }

  /** Hands over to git, which waits for it. */
  void send() throws IOException {
    out.flush();
  }

  private void packet(byte[] bytes, int offset, int length) throws IOException {
    String header = HexFormat.of().toHexDigits((short) (length + PacketReader.HEADER_LENGTH));
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes, offset, length);
  }
}
