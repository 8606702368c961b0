package dev.secrets.mask;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Text with the escapes of other languages, in the manners of those who commonly write them. */
final class Escapes {

  /** What stays as it is beside letters and digits: strictly, in forms, in JavaScript, in paths. */
  private static final List<String> KEPT_BY_PERCENT =
      List.of("-._~", "-._*", "-_.!~*'()", "-._~/", "-_.!~*'();/?:@&=+$,#");

  private static final String PLAIN_IN_SHELL = "_@%+=:,./-";

  private Escapes() {}

  /** Percent encoding of text whose characters are bytes. */
  static void percent(String text, Consumer<String> sink) {
    for (String kept : KEPT_BY_PERCENT) {
      for (String hex : List.of("%%%02X", "%%%02x")) {
        String strict = escaped(text, c -> isWord(c) || kept.indexOf(c) >= 0, hex::formatted);
        sink.accept(strict);
        sink.accept(strict.replace("%20", "+"));
      }
    }
  }

  /** The inside of a JSON string, of text whose characters are characters. */
  static void json(String text, Consumer<String> sink) {
    String plain = json(text, c -> true, "\\u%04x");
    sink.accept(plain);
    sink.accept(plain.replace("/", "\\/"));
    for (String hex : List.of("\\u%04x", "\\u%04X")) {
      String ascii = json(text, c -> c < 0x7f, hex);
      sink.accept(ascii);
      sink.accept(ascii.replace("/", "\\/"));
      sink.accept(json(text, c -> "<>&'+\u2028\u2029".indexOf(c) < 0, hex));
      sink.accept(json(text, c -> "<>&\u2028\u2029".indexOf(c) < 0, hex));
    }
  }

  private static String json(String text, IntPredicate plain, String hex) {
    return escaped(
        text,
        c -> c >= ' ' && c != '"' && c != '\\' && plain.test(c),
        c ->
            switch (c) {
              case '"' -> "\\\"";
              case '\\' -> "\\\\";
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              case '\t' -> "\\t";
              case '\b' -> "\\b";
              case '\f' -> "\\f";
              default -> hex.formatted(c);
            });
  }

  /** The inside of quotes of a shell, and no quotes at all; characters are bytes. */
  static void shell(String text, Consumer<String> sink) {
    sink.accept(text.replace("'", "'\\''"));
    sink.accept(text.replace("'", "'\"'\"'"));
    sink.accept(escaped(text, c -> "\"\\$`".indexOf(c) < 0, c -> "\\" + (char) c));
    sink.accept(
        escaped(text, c -> isWord(c) || PLAIN_IN_SHELL.indexOf(c) >= 0, c -> "\\" + (char) c));
    sink.accept(escaped(text, c -> c >= ' ' && c < 0x7f && c != '\'' && c != '\\', Escapes::ansi));
  }

  private static String ansi(int character) {
    return switch (character) {
      case '\'' -> "\\'";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case 0x07 -> "\\a";
      case 0x0b -> "\\v";
      case 0x1b -> "\\E";
      default -> "\\%03o".formatted(character);
    };
  }

  private static String escaped(String text, IntPredicate plain, IntFunction<String> escape) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (plain.test(next)) {
        escaped.append(next);
      } else {
        escaped.append(escape.apply(next));
      }
    }
    return escaped.toString();
  }

  private static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
