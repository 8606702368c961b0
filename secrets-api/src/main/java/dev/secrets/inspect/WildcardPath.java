package dev.secrets.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Patterns of paths as git and Docker write them. */
final class WildcardPath {

  private static final Pattern PART =
      Pattern.compile("\\*\\*/|/\\*\\*$|\\*+|\\?|\\[!?[^\\]]*\\]|\\\\.|[^*?\\[\\\\/]+|.");

  private WildcardPath() {}

  /** As in a {@code .gitattributes}: without a slash it means files of that name anywhere. */
  static Pattern git(String pattern) {
    boolean anywhere = !pattern.substring(0, pattern.length() - 1).contains("/");
    String start = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    return Pattern.compile((anywhere ? "(.*/)?" : "") + expression(start));
  }

  /** As in a {@code .dockerignore}: from the root, and all that is below what it names. */
  static Pattern docker(String pattern) {
    String start = pattern.replaceFirst("^\\.?/", "").replaceFirst("/+$", "");
    return Pattern.compile(expression(start) + "(/.*)?");
  }

  private static String expression(String pattern) {
    StringBuilder expression = new StringBuilder();
    Matcher parts = PART.matcher(pattern);
    while (parts.find()) {
      expression.append(expressionOf(parts.group()));
    }
    return expression.toString();
  }

  private static String expressionOf(String part) {
    if (part.equals("**/")) {
      return "(.*/)?";
    }
    if (part.equals("/**")) {
      return "/.*";
    }
    if (part.startsWith("*")) {
      return part.equals("**") ? ".*" : "[^/]*";
    }
    if (part.equals("?")) {
      return "[^/]";
    }
    if (part.startsWith("[") && part.length() > 1) {
      return part.replace("\\", "\\\\").replaceFirst("^\\[!", "[^");
    }
    return Pattern.quote(part.startsWith("\\") ? part.substring(1) : part);
  }
}
