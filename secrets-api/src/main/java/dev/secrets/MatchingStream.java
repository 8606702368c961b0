package dev.secrets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Compares what is written to it with what a stream holds, and keeps none of it. */
final class MatchingStream extends OutputStream {

  private final InputStream expected;
  private boolean same = true;

  /** The caller closes {@code expected}. */
  MatchingStream(InputStream expected) {
    this.expected = new BufferedInputStream(expected);
  }

  @Override
  public void write(int next) throws IOException {
    same &= expected.read() == (next & 0xff);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    byte[] other = expected.readNBytes(length);
    same &= Arrays.equals(bytes, offset, offset + length, other, 0, other.length);
    Arrays.fill(other, (byte) 0);
  }

  /** Whether all of it was the same so far, and nothing is left. */
  boolean matches() throws IOException {
    return same && expected.read() < 0;
  }
}
