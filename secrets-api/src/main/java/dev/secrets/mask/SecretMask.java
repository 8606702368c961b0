package dev.secrets.mask;

import dev.secrets.SecretValue;
import java.io.OutputStream;
import java.util.stream.Stream;

/**
 * Keeps known values out of what a program writes: each of them, however the output is cut into
 * pieces, as it is and in hex, base64 (also inside other data and broken into lines), percent
 * encoding, and the escapes of JSON and shells; the lines of a value of several; and the values in
 * one that is JSON.
 *
 * <p>It is for accidents, such as a stack trace or {@code set -x} in a log. It does not stop a
 * program that wants to tell: what was compressed, encrypted, reversed or cut up passes. Values of
 * fewer than {@value #SHORTEST} bytes are not looked for, since they would be found everywhere. Of
 * base64 inside other data, the characters at the edges stay, which hold at most four bits of the
 * value.
 *
 * <p>Immutable and thread-safe until it is closed.
 */
public final class SecretMask implements AutoCloseable {

  /** What stands where a secret was. */
  public static final String STARS = "***";

  /** Shorter values are not looked for. */
  public static final int SHORTEST = 4;

  private final Automaton automaton;

  private SecretMask(Automaton automaton) {
    this.automaton = automaton;
  }

  /** Looks for {@code values}, which the caller keeps and closes. */
  public static SecretMask of(Stream<SecretValue> values) {
    Automaton.Builder automaton = new Automaton.Builder();
    values.forEach(
        value ->
            value.use(
                bytes -> {
                  Spellings.of(bytes, automaton::add);
                  return bytes.length;
                }));
    return new SecretMask(automaton.build());
  }

  /** A stream that hands on to {@code out} what is written to it, with stars for secrets. */
  public MaskedStream over(OutputStream out) {
    return new MaskedStream(automaton, out);
  }

  /** Wipes the values. */
  @Override
  public void close() {
    automaton.wipe();
  }

  @Override
  public String toString() {
    return "SecretMask[redacted]";
  }
}
