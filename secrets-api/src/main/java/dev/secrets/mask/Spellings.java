package dev.secrets.mask;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ways in which a value may turn up in a program's output. They are strings that cannot be
 * wiped, short-lived all of them.
 */
final class Spellings {

  /** A line of a longer value may be an ordinary word, such as {@code else}. */
  private static final int SHORTEST_PART = 6;

  private final Consumer<byte[]> sink;

  private Spellings(Consumer<byte[]> sink) {
    this.sink = sink;
  }

  /** Gives {@code sink} every spelling of {@code value}, some of them more than once. */
  static void of(byte[] value, Consumer<byte[]> sink) {
    Spellings spellings = new Spellings(sink);
    // A byte is a character: escapes work on bytes, whether they are text or not.
    String text = withoutLineEnd(new String(value, StandardCharsets.ISO_8859_1));
    spellings.addAll(text, SecretMask.SHORTEST);
    if (text.indexOf('\n') >= 0) {
      spellings.addLines(text);
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      JsonValues.of(value, part -> spellings.addAll(latin(part), SHORTEST_PART));
    }
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Programs print long values line by line, and terminals end lines in their own way. */
  private void addLines(String text) {
    add(text.replace("\n", "\r\n"));
    text.lines()
        .map(String::strip)
        .filter(line -> line.length() >= SHORTEST_PART && !line.startsWith("-----"))
        .forEach(this::add);
  }

  private void addAll(String text, int shortest) {
    if (text.length() < shortest) {
      return;
    }
    add(text);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    BinarySpellings.of(bytes, this::add);
    Escapes.percent(text, this::add);
    Escapes.shell(text, this::add);
    decoded(bytes).ifPresent(characters -> Escapes.json(characters, json -> add(latin(json))));
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static String latin(String characters) {
    return new String(characters.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private void add(String text) {
    sink.accept(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
