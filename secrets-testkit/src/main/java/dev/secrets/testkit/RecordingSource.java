package dev.secrets.testkit;

import dev.secrets.spi.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes whose streams are counted, and which come in pieces of odd sizes. */
final class RecordingSource implements ByteSource {

  private static final int PIECE = 7;

  private final byte[] bytes;
  private final AtomicInteger open = new AtomicInteger();

  RecordingSource(byte[] bytes) {
    this.bytes = bytes;
  }

  /** How many of the streams handed out have not been closed. */
  int stillOpen() {
    return open.get();
  }

  @Override
  public InputStream open() {
    open.incrementAndGet();
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      private boolean closed;

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, PIECE));
      }

      @Override
      public void close() throws IOException {
        super.close();
        if (!closed) {
          closed = true;
          open.decrementAndGet();
        }
      }
    };
  }
}
