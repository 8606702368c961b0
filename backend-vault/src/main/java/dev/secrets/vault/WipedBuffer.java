package dev.secrets.vault;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Collects plaintext in an array that can be overwritten. */
final class WipedBuffer extends ByteArrayOutputStream {

  private static final int ROOM = 4096;

  // Room enough for a password, so that growing does not leave copies behind.
  WipedBuffer() {
    super(ROOM);
  }

  void wipe() {
    Arrays.fill(buf, (byte) 0);
    reset();
  }
}
