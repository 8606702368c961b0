package dev.secrets;

import java.util.function.Function;

/**
 * References inside other text: a dollar sign, then <code>{secret:REFERENCE}</code>. A second
 * dollar sign in front makes it plain text. A closing brace in a reference is percent-encoded.
 */
final class Interpolation {

  private static final String MARKER = "${secret:";

  private final Function<Reference, Secret> resolver;

  Interpolation(Function<Reference, Secret> resolver) {
    this.resolver = resolver;
  }

  static boolean isNeeded(String text) {
    return text.contains(MARKER);
  }

  /** The text with every reference replaced by its value. */
  String fill(String text) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int start = text.indexOf(MARKER); start >= 0; start = text.indexOf(MARKER, at)) {
      if (start > at && text.charAt(start - 1) == '$') {
        filled.append(text, at, start - 1).append(MARKER);
        at = start + MARKER.length();
      } else {
        int end = text.indexOf('}', start);
        filled.append(text, at, start).append(value(text, start, end));
        at = end + 1;
      }
    }
    return filled.append(text, at, text.length()).toString();
  }

  private String value(String text, int start, int end) {
    if (end < 0) {
      throw new InvalidInputException("'" + MARKER + "' has no '}' after it");
    }
    Reference reference = Reference.parse(text.substring(start + MARKER.length(), end));
    try (Secret secret = resolver.apply(reference)) {
      return secret.text();
    }
  }
}
