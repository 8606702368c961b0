package dev.secrets.document;

import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Site.Style;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a string is written in YAML so that it reads back as this string. */
final class YamlSpelling {

  /** Between brackets fewer characters may stand without quotes, and no block scalars. */
  enum Context {
    BLOCK,
    FLOW
  }

  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern PLAIN =
      Pattern.compile(
          "[A-Za-z0-9_./][A-Za-z0-9_./@+=:-]*( [A-Za-z0-9_./@+=][A-Za-z0-9_./@+=:-]*)*");
  private static final Pattern SINGLE_QUOTED = Pattern.compile("[\\x20-\\x7e\\xa0-\\u1fff]*");

  /** Lines that a literal block keeps as they are, in whatever context of line ends. */
  private static final Pattern LITERAL =
      Pattern.compile("([\\x21-\\x7e\\xa0-\\u1fff][\\x20-\\x7e\\xa0-\\u1fff]*\\n?)+");

  private YamlSpelling() {}

  static String key(String key) {
    boolean plain = PLAIN_KEY.matcher(key).matches() && YamlTyping.ofPlain(key) == Node.Type.STRING;
    return plain ? key : Quoting.json(key);
  }

  /** On one line, in place of {@code old}: in its quotes if they do, and under its anchor. */
  static String inline(Scalar value, Site old, Context context) {
    return anchor(old) + tag(value) + quoted(value, old.style(), context);
  }

  /** On one line, for a new field. */
  static String inline(Scalar value, Context context) {
    Style style = isPlain(value.text(), context) ? Style.PLAIN : Style.DOUBLE_QUOTED;
    return tag(value) + quoted(value, style, context);
  }

  static String anchor(Site old) {
    return old.anchor().isEmpty() ? "" : "&" + old.anchor() + " ";
  }

  static String tag(Scalar value) {
    return value.tag().map(tag -> tag + " ").orElse("");
  }

  /** What has to stand before a value that takes the place of nothing. */
  static String lead(Source source, Site old) {
    if (old.start() != old.end() || old.start() == 0) {
      return "";
    }
    return switch (source.text().charAt(old.start() - 1)) {
      case ':', '-' -> " ";
      case ' ' -> "";
      default -> ": ";
    };
  }

  /** The lines of a literal block scalar, if it can hold the text exactly. */
  static Optional<List<String>> literalLines(String text) {
    return LITERAL.matcher(text).matches() && !text.contains("\n\n")
        ? Optional.of(text.lines().toList())
        : Optional.empty();
  }

  private static String quoted(Scalar value, Style style, Context context) {
    String text = value.text();
    boolean tagged = value.tag().isPresent();
    if (style == Style.PLAIN && !tagged && isPlain(text, context)) {
      return text;
    }
    return style == Style.SINGLE_QUOTED && SINGLE_QUOTED.matcher(text).matches()
        ? "'" + text.replace("'", "''") + "'"
        : Quoting.json(text);
  }

  private static boolean isPlain(String text, Context context) {
    return PLAIN.matcher(text).matches()
        && YamlTyping.ofPlain(text) == Node.Type.STRING
        && !text.contains(": ")
        && !text.endsWith(":")
        && !text.startsWith("---")
        && !text.startsWith("...")
        && (context == Context.BLOCK || text.indexOf(':') < 0);
  }
}
