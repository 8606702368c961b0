package dev.secrets.gitcrypt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/** AES in counter mode over a stream: the same both ways, and as long as what goes in. */
final class CounterMode {

  /** The JDK's counter mode is many times faster when it is fed small slices. */
  static final int SLICE = 4096;

  private final KeyEntry key;
  private final Cipher cipher;
  private final byte[] slice = new byte[SLICE];

  private CounterMode(KeyEntry key, byte[] counter) {
    this.key = key;
    this.cipher = key.borrowCipher(counter);
  }

  /** What is read from {@code in}, turned; closing closes it. */
  static InputStream reading(InputStream in, KeyEntry key, byte[] counter) {
    return new Input(in, new CounterMode(key, counter));
  }

  /** Takes what is to be turned and written to {@code out}; closing leaves that open. */
  static OutputStream writing(OutputStream out, KeyEntry key, byte[] counter) {
    return new Output(out, new CounterMode(key, counter));
  }

  private int turn(byte[] from, int offset, int length, byte[] to, int at) {
    try {
      return cipher.update(from, offset, length, to, at);
    } catch (ShortBufferException impossible) {
      throw new IllegalStateException("counter mode keeps the length", impossible);
    }
  }

  private void end() {
    Arrays.fill(slice, (byte) 0);
    key.giveBack(cipher);
  }

  private static final class Input extends FilterInputStream {

    private final CounterMode mode;
    private boolean closed;

    Input(InputStream in, CounterMode mode) {
      super(in);
      this.mode = mode;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(mode.slice, 0, Math.min(length, SLICE));
      return read <= 0 ? read : mode.turn(mode.slice, 0, read, target, offset);
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, SLICE)).length;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        mode.end();
        in.close();
      }
    }
  }

  private static final class Output extends FilterOutputStream {

    private final CounterMode mode;
    private boolean closed;

    Output(OutputStream out, CounterMode mode) {
      super(out);
      this.mode = mode;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int end = offset + length;
      for (int at = offset; at < end; at += SLICE) {
        int turned = mode.turn(bytes, at, Math.min(SLICE, end - at), mode.slice, 0);
        out.write(mode.slice, 0, turned);
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        mode.end();
      }
    }
  }
}
