package dev.secrets.testkit;

import java.io.ByteArrayOutputStream;

/** Remembers what was written to it and whether it was closed. */
final class RecordingStream extends ByteArrayOutputStream {

  private boolean closed;

  @Override
  public void close() {
    closed = true;
  }

  boolean closed() {
    return closed;
  }
}
