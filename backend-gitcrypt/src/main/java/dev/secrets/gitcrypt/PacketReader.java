package dev.secrets.gitcrypt;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads git's packets: four hex digits that tell the length, themselves included, and that many
 * bytes; {@code 0000} ends a list. See gitprotocol-common(5).
 */
final class PacketReader {

  static final int HEADER_LENGTH = 4;
  static final int MAX_PAYLOAD = 65516;

  private static final int END_OF_LIST = -1;

  private final PushbackInputStream in;

  PacketReader(InputStream in) {
    this.in = new PushbackInputStream(in);
  }

  /** Whether the other side has closed the stream, between two packets. */
  boolean atEnd() throws IOException {
    int next = in.read();
    if (next >= 0) {
      in.unread(next);
    }
    return next < 0;
  }

  /** The texts of a list, without their line ends. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int length = payload(); length != END_OF_LIST; length = payload()) {
      String text = new String(exactly(length), StandardCharsets.UTF_8);
      lines.add(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }
    return lines;
  }

  /** The bytes of a list; reading it to the end leaves the reader behind the list. */
  InputStream content() {
    return new Content();
  }

  private int payload() throws IOException {
    String header = new String(exactly(HEADER_LENGTH), StandardCharsets.ISO_8859_1);
    try {
      int length = HexFormat.fromHexDigits(header) - HEADER_LENGTH;
      if (length == -HEADER_LENGTH) {
        return END_OF_LIST;
      }
      if (length >= 0 && length <= MAX_PAYLOAD) {
        return length;
      }
    } catch (IllegalArgumentException notHexadecimal) {
      // Told below: the digits themselves may be content.
    }
    throw new IOException("git's filter protocol: a packet has no proper length");
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("git's filter protocol: the input ends within a packet");
    }
    return bytes;
  }

  private final class Content extends InputStream {

    private int left;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (left == 0) {
        left = payload();
      }
      if (left == END_OF_LIST) {
        return -1;
      }
      int read = in.read(target, offset, Math.min(length, left));
      if (read < 0) {
        throw new EOFException("git's filter protocol: the input ends within a packet");
      }
      left -= read;
      return read;
    }
  }
}
