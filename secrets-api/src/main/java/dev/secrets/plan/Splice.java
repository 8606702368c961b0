package dev.secrets.plan;

import dev.secrets.document.DocumentFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * One stretch of a text that was replaced by another, without the values that stood or stand in it.
 *
 * @param at where it begins, in characters
 * @param length how much stands there now
 * @param lead what stood there before, as far as a value, or all of it
 * @param reference where that value is now; empty for none
 * @param trail what stood behind the value
 * @param escaped whether the value is to be escaped, as both dotenv and YAML unescape it
 */
record Splice(int at, int length, String lead, String reference, String trail, boolean escaped) {

  private static final String QUOTED = "\"";

  /**
   * The difference of two texts. A value that the text spells with escapes is brought back in
   * double quotes.
   */
  static Splice between(byte[] before, byte[] after, Optional<MovedValue> moved) {
    String old = new String(before, StandardCharsets.UTF_8);
    String now = new String(after, StandardCharsets.UTF_8);
    int start = Math.min(commonStart(old, now), moved.map(MovedValue::line).orElse(old.length()));
    int tail = commonEnd(old, now, start);
    String removed = old.substring(start, old.length() - tail);
    int length = now.length() - tail - start;
    return moved
        .map(value -> around(start, length, removed, value))
        .orElseGet(() -> new Splice(start, length, removed, "", "", false));
  }

  private static Splice around(int start, int length, String removed, MovedValue moved) {
    String value = moved.value().revealAsString(); // sought in a document of strings
    int found = removed.indexOf(value);
    if (found >= 0) {
      String trail = removed.substring(found + value.length());
      return new Splice(
          start, length, removed.substring(0, found), moved.reference(), trail, false);
    }
    boolean dotenv = moved.spelling() == DocumentFormat.DOTENV;
    String name = removed.substring(0, removed.indexOf(dotenv ? '=' : ':') + 1);
    String end = removed.endsWith("\n") ? "\n" : "";
    String lead = dotenv ? name + QUOTED : name + " " + QUOTED;
    return new Splice(start, length, lead, moved.reference(), QUOTED + end, true);
  }

  /** The text before, with the value that {@code values} finds under a reference. */
  String undo(String now, Function<String, String> values) {
    String found = reference.isEmpty() ? "" : values.apply(reference);
    String value =
        escaped ? found.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") : found;
    return now.substring(0, at) + lead + value + trail + now.substring(at + length);
  }

  private static int commonStart(String a, String b) {
    int at = 0;
    while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    return at;
  }

  private static int commonEnd(String a, String b, int start) {
    int count = 0;
    int most = Math.min(a.length(), b.length()) - start;
    while (count < most && a.charAt(a.length() - 1 - count) == b.charAt(b.length() - 1 - count)) {
      count++;
    }
    return count;
  }

  @Override
  public String toString() {
    return "Splice[" + at + "]";
  }
}
