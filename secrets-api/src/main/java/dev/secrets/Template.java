package dev.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Text with places for values: a dollar sign, then <code>{secret:SOURCE}</code>, where the source
 * is a reference or a bound name. A second dollar sign in front makes it plain text. A closing
 * brace in a reference is percent-encoded. All other bytes stay as they are; values come in byte
 * for byte.
 *
 * <p>It holds no values itself; {@link Secrets#render} puts them in. Immutable.
 */
public final class Template {

  private static final String MARKER = "${secret:";

  /** Text that stays, or if {@code line} is not 0 the source of a value; characters are bytes. */
  private record Part(String text, int line) {}

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template, of which the caller keeps the bytes.
   *
   * @throws InvalidInputException if a place has no end, naming its line
   */
  public static Template parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int start = text.indexOf(MARKER); start >= 0; start = text.indexOf(MARKER, at)) {
      if (start > at && text.charAt(start - 1) == '$') {
        parts.add(new Part(text.substring(at, start - 1) + MARKER, 0));
        at = start + MARKER.length();
      } else {
        parts.add(new Part(text.substring(at, start), 0));
        Part source = source(text, start);
        parts.add(source);
        at = start + MARKER.length() + source.text().length() + 1;
      }
    }
    parts.add(new Part(text.substring(at), 0));
    return new Template(parts);
  }

  /** A value alone, from {@code source}. */
  public static Template of(String source) {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    return new Template(List.of(new Part(new String(bytes, StandardCharsets.ISO_8859_1), 1)));
  }

  private static Part source(String text, int start) {
    int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    int end = text.indexOf('}', start);
    if (end < 0) {
      throw new InvalidInputException("'" + MARKER + "' in line " + line + " has no '}' after it");
    }
    return new Part(text.substring(start + MARKER.length(), end), line);
  }

  /** Where its values come from, each once, with the line it is first met in. */
  public Map<String, Integer> sources() {
    Map<String, Integer> sources = new LinkedHashMap<>();
    parts.stream()
        .filter(part -> part.line() > 0)
        .forEach(part -> sources.putIfAbsent(decoded(part), part.line()));
    return sources;
  }

  /** The text with what {@code values} gives for each source; each is wiped. */
  SecretValue fill(Function<String, byte[]> values) {
    SecretBuffer filled = new SecretBuffer();
    try {
      for (Part part : parts) {
        try (SecretValue piece =
            SecretValue.takeOwnership(
                part.line() > 0
                    ? values.apply(decoded(part))
                    : part.text().getBytes(StandardCharsets.ISO_8859_1))) {
          piece.use(
              bytes -> {
                filled.write(bytes, 0, bytes.length);
                return bytes.length;
              });
        }
      }
      return filled.take();
    } finally {
      filled.wipe();
    }
  }

  private static String decoded(Part source) {
    return new String(source.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  static boolean isNeeded(String text) {
    return text.contains(MARKER);
  }
}
