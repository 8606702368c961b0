package dev.secrets.mask;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Hands bytes on with stars for secrets. What is written goes on at once, but for an end that may
 * be the beginning of a secret: that is held back until it is known whether it is one, or the
 * stream is closed. Not thread-safe.
 */
public final class MaskedStream extends OutputStream {

  /** So few bytes of a secret tell nothing. */
  private static final int TELLING = 4;

  private static final byte[] STARS = SecretMask.STARS.getBytes(StandardCharsets.US_ASCII);

  private final Automaton automaton;
  private final OutputStream out;
  private final HeldBytes held = new HeldBytes();
  private int state;
  private boolean starred;

  MaskedStream(Automaton automaton, OutputStream out) {
    this.automaton = automaton;
    this.out = new java.io.BufferedOutputStream(out);
  }

  @Override
  public void write(int next) throws IOException {
    accept((byte) next);
    out.flush();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at++) {
      accept(bytes[at]);
    }
    out.flush();
  }

  private void accept(byte next) throws IOException {
    state = automaton.next(state, next);
    held.add(next);
    held.markLast(automaton.match(state));
    while (held.size() > automaton.depth(state) || held.firstIsMarked()) {
      release();
    }
  }

  /** Hands on the first of the bytes that are held, as itself or as part of the stars. */
  private void release() throws IOException {
    if (!held.firstIsMarked()) {
      out.write(held.first());
    } else if (!starred) {
      out.write(STARS);
    }
    starred = held.firstIsMarked();
    held.removeFirst();
  }

  /**
   * Hands on what is held back if it is too little to tell anything, for a person who waits for it.
   * If it turns out to be the beginning of a secret, the rest of that is still masked.
   */
  public void releaseLittle() throws IOException {
    if (held.size() < TELLING) {
      releaseAll();
    }
  }

  private void releaseAll() throws IOException {
    while (held.size() > 0) {
      release();
    }
    out.flush();
  }

  /** Does nothing: all that can go on has gone on. */
  @Override
  public void flush() {}

  /** Hands on what is held back, and closes the stream underneath. */
  @Override
  public void close() throws IOException {
    try (out) {
      releaseAll();
    }
  }
}
