package dev.secrets;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The place of a field inside a document: a list of mapping keys and sequence indexes from the top.
 *
 * <p>Written either as an RFC 6901 JSON pointer, which begins with {@code /}, or as a single bare
 * key that is taken literally: {@code password} and {@code /password} are the same field, and
 * {@code a.b} is one key with a dot in it.
 *
 * @param tokens the steps from the top of the document; empty for the whole document
 */
public record Pointer(List<String> tokens) {

  private static final Pointer ROOT = new Pointer(List.of());

  public Pointer {
    tokens = List.copyOf(tokens);
  }

  /** The whole document. */
  public static Pointer root() {
    return ROOT;
  }

  public static Pointer of(String... tokens) {
    return new Pointer(List.of(tokens));
  }

  /**
   * Reads a pointer; the empty text is the whole document.
   *
   * @throws InvalidInputException if a {@code ~} is not part of {@code ~0} or {@code ~1}
   */
  public static Pointer parse(String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    if (!text.startsWith("/")) {
      return of(text);
    }
    return new Pointer(Stream.of(text.substring(1).split("/", -1)).map(Pointer::unescape).toList());
  }

  public boolean isRoot() {
    return tokens.isEmpty();
  }

  /** This pointer, one step deeper. */
  public Pointer child(String token) {
    return new Pointer(Stream.concat(tokens.stream(), Stream.of(token)).toList());
  }

  /**
   * The pointer to what holds this field.
   *
   * @throws IllegalStateException at the root
   */
  public Pointer parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    return new Pointer(tokens.subList(0, tokens.size() - 1));
  }

  /** The last step; the root has none, and throws {@link IllegalStateException}. */
  public String last() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no last step");
    }
    return tokens.get(tokens.size() - 1);
  }

  // By hand: what the compiler makes of a record is linked at run time, and the command starts with
  // it.
  @Override
  public boolean equals(Object other) {
    return other instanceof Pointer that && tokens.equals(that.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  /** The pointer as RFC 6901 writes it, whatever form it was read from. */
  @Override
  public String toString() {
    return tokens.stream().map(Pointer::escape).collect(Collectors.joining());
  }

  private static String escape(String token) {
    return "/" + token.replace("~", "~0").replace("/", "~1");
  }

  private static String unescape(String token) {
    for (int at = token.indexOf('~'); at >= 0; at = token.indexOf('~', at + 1)) {
      if (at + 1 == token.length() || "01".indexOf(token.charAt(at + 1)) < 0) {
        throw new InvalidInputException(
            "'~' in a pointer must be written '~0'", "'~0' stands for '~' and '~1' for '/'");
      }
    }
    return token.replace("~1", "/").replace("~0", "~");
  }
}
