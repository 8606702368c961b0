package dev.secrets.mask;

import java.util.Arrays;

/** A queue of bytes, some of them marked as parts of a secret. */
final class HeldBytes {

  private byte[] bytes = new byte[64];
  private boolean[] marked = new boolean[64];
  private int first;
  private int size;

  int size() {
    return size;
  }

  void add(byte next) {
    if (size == bytes.length) {
      grow();
    }
    int at = place(size++);
    bytes[at] = next;
    marked[at] = false;
  }

  /** Marks the last {@code count} of them, or all if they are fewer. */
  void markLast(int count) {
    for (int at = Math.max(0, size - count); at < size; at++) {
      marked[place(at)] = true;
    }
  }

  byte first() {
    return bytes[first];
  }

  boolean firstIsMarked() {
    return size > 0 && marked[first];
  }

  void removeFirst() {
    bytes[first] = 0;
    first = place(1);
    size--;
  }

  private int place(int index) {
    return (first + index) & (bytes.length - 1);
  }

  private void grow() {
    byte[] larger = new byte[2 * bytes.length];
    boolean[] marks = new boolean[2 * bytes.length];
    for (int at = 0; at < size; at++) {
      larger[at] = bytes[place(at)];
      marks[at] = marked[place(at)];
    }
    Arrays.fill(bytes, (byte) 0);
    bytes = larger;
    marked = marks;
    first = 0;
  }
}
