package dev.secrets.gitcrypt;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of a {@code .gitattributes} that puts files under a driver, see gitattributes(5).
 *
 * @param directory of the file it stands in, with a slash at its end; empty at the top
 * @param pattern as it stands there, unquoted
 * @param filter the attribute
 */
record AttributeLine(String directory, String pattern, String filter) {

  private static final String ATTRIBUTE = "filter=";
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(.*)");
  private static final Pattern PART =
      Pattern.compile("\\*\\*/|/\\*\\*$|\\*+|\\?|\\[!?[^\\]]*\\]|\\\\.|[^*?\\[\\\\/]+|.");

  /** Empty for every other line. */
  static Optional<AttributeLine> parse(String line, String directory) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith("[attr]")) {
      return Optional.empty();
    }
    var quoted = QUOTED.matcher(text);
    String pattern = quoted.matches() ? quoted.group(1) : BLANKS.split(text, 2)[0];
    String rest = quoted.matches() ? quoted.group(2) : text.substring(pattern.length());
    return Stream.of(BLANKS.split(rest.strip()))
        .filter(attribute -> attribute.startsWith(ATTRIBUTE))
        .map(attribute -> attribute.substring(ATTRIBUTE.length()))
        .filter(Driver::encrypts)
        .findFirst()
        .map(filter -> new AttributeLine(directory, pattern, filter));
  }

  /** Such a pattern matches the directory itself, which has no content, and no file in it. */
  boolean isForDirectory() {
    return pattern.endsWith("/");
  }

  /** A pattern without a slash is about names, any other about paths. */
  Pattern paths() {
    boolean anchored = pattern.indexOf('/') >= 0;
    String relative = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    StringBuilder regex = new StringBuilder(Pattern.quote(directory));
    regex.append(anchored ? "" : "(?:.*/)?");
    PART.matcher(relative).results().forEach(part -> regex.append(translated(part.group())));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String translated(String part) {
    return switch (part) {
      case "**/" -> "(?:.*/)?";
      case "/**" -> "/.*";
      case "?" -> "[^/]";
      default -> special(part);
    };
  }

  private static String special(String part) {
    if (part.startsWith("*")) {
      return "[^/]*";
    }
    if (part.startsWith("[") && part.length() > 2) {
      return part.replace("[!", "[^");
    }
    return Pattern.quote(part.startsWith("\\") && part.length() == 2 ? part.substring(1) : part);
  }
}
