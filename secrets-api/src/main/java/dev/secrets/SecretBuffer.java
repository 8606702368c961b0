package dev.secrets;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A growing buffer for plaintext that wipes the arrays it leaves behind. */
final class SecretBuffer extends ByteArrayOutputStream {

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    byte[] before = buf;
    super.write(bytes, offset, length);
    wipeIfLeft(before);
  }

  @Override
  public synchronized void write(int b) {
    byte[] before = buf;
    super.write(b);
    wipeIfLeft(before);
  }

  /** The content as a value; the buffer is wiped and empty afterwards. */
  synchronized SecretValue take() {
    SecretValue value = SecretValue.takeOwnership(toByteArray());
    wipe();
    return value;
  }

  synchronized void wipe() {
    Arrays.fill(buf, (byte) 0);
    reset();
  }

  private void wipeIfLeft(byte[] before) {
    if (before != buf) {
      Arrays.fill(before, (byte) 0);
    }
  }
}
