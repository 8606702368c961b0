package dev.secrets.document;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How values are written in dotenv files. The readers disagree: python-dotenv unescapes in both
 * quotes and fills in <code>${X}</code> everywhere; node dotenv unescapes only {@code \n} and
 * {@code \r}, in double quotes; a shell unescapes nothing in single quotes, and runs what is in
 * double ones. Each method here gives a spelling that its readers read as exactly the text, or
 * nothing.
 */
final class DotenvSpelling {

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");
  private static final Pattern BARE_FOR_NODE =
      Pattern.compile("(?U)[^\\s#'\"`\\x{feff}]([^\\r\\n\\x{2028}\\x{2029}#]*[^\\s#\\x{feff}])?");

  /** A backslash in double quotes that some reader takes for the beginning of an escape. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\'\"abfnrtv$`\\n]|\\z)");

  private DotenvSpelling() {}

  /** For python-dotenv, node dotenv and sh alike. */
  static Optional<String> portable(String text) {
    return bare(text).or(() -> portableQuoted(text));
  }

  /** For the same readers, in quotes. */
  static Optional<String> portableQuoted(String text) {
    boolean single = hasNone(text, "'", "\\\\", "${", "\r", "\0") && !text.endsWith("\\");
    return single ? Optional.of("'" + text + "'") : portableInDoubleQuotes(text);
  }

  /** For the same readers, in double quotes. */
  static Optional<String> portableInDoubleQuotes(String text) {
    boolean fits = hasNone(text, "\"", "$", "`", "\r", "\0") && !ESCAPE.matcher(text).find();
    return fits ? Optional.of('"' + text + '"') : Optional.empty();
  }

  /** For python-dotenv, whatever the text is, but for a NUL; variables in it are filled in. */
  static Optional<String> pythonQuoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "\\r");
    return hasNone(text, "\0") ? Optional.of('"' + escaped + '"') : Optional.empty();
  }

  /** For python-dotenv, variables and all. */
  static Optional<String> python(String text) {
    return portable(text).or(() -> pythonQuoted(DotenvVariables.literal(text)));
  }

  /** For node dotenv, which has three quotes and no escape for any of them. */
  static Optional<String> node(String text) {
    boolean multiline = hasNone(text, "\r", "\0") && !text.endsWith("\\");
    if (multiline && hasNone(text, "'")) {
      return Optional.of("'" + text + "'");
    }
    if (multiline && hasNone(text, "`")) {
      return Optional.of("`" + text + "`");
    }
    if (hasNone(text, "\"", "\\n", "\\r", "\0") && !text.endsWith("\\")) {
      return Optional.of('"' + text.replace("\r", "\\r") + '"');
    }
    boolean bare = hasNone(text, "\0") && BARE_FOR_NODE.matcher(text).matches();
    return bare ? Optional.of(text) : Optional.empty();
  }

  /** For a POSIX shell that reads the file as a script. */
  static Optional<String> shell(String text) {
    return hasNone(text, "\0")
        ? bare(text).or(() -> Optional.of("'" + text.replace("'", "'\\''") + "'"))
        : Optional.empty();
  }

  private static Optional<String> bare(String text) {
    return Optional.of(text).filter(each -> BARE.matcher(each).matches());
  }

  /**
   * A JSON object or array in a form that single quotes hold for every reader: {@code ' \ $} as
   * their JSON escapes. The same JSON value, another text; empty if the text is not JSON.
   */
  static Optional<String> portableJson(String text) {
    if (!Fields.looksLikeJson(text) || !JsonParsing.isJson(text)) {
      return Optional.empty();
    }
    return Optional.of(
        text.replace("\\\\", "\\u005c")
            .replace("'", "\\u0027")
            .replace("$", "\\u0024")
            .replaceAll("\\r\\n?", "\n"));
  }

  private static boolean hasNone(String text, String... parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return false;
      }
    }
    return true;
  }
}
