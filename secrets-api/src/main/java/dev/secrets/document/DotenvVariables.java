package dev.secrets.document;

import dev.secrets.document.Node.Mapping;
import dev.secrets.document.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code ${NAME}} and {@code ${NAME:-default}} in dotenv values, in whatever quotes, as
 * python-dotenv's {@code load_dotenv()} fills them in: from the process environment, then from the
 * entries before. An entry without a value counts as empty, a name that is nowhere too.
 */
final class DotenvVariables {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}:]*)(:-([^}]*))?}");

  private DotenvVariables() {}

  static Mapping resolve(Site top, Map<String, String> environment) {
    Map<String, Node> resolved = new LinkedHashMap<>();
    for (Entry entry : top.entries()) {
      Scalar raw = (Scalar) entry.value().node();
      resolved.put(entry.key(), resolve(raw, resolved, environment));
    }
    return new Mapping(top.node().position(), top.node().tag(), resolved);
  }

  /**
   * The raw text that is filled in to {@code text}: a variable of no name does not exist, so its
   * default always stands. A backslash at the end is written so too, since it would escape the
   * closing quote.
   */
  static String literal(String text) {
    String filledIn = text.replace("${", "${:-$}{");
    return filledIn.endsWith("\\")
        ? filledIn.substring(0, filledIn.length() - 1) + "${:-\\}"
        : filledIn;
  }

  private static Scalar resolve(
      Scalar raw, Map<String, Node> before, Map<String, String> environment) {
    String text =
        VARIABLE
            .matcher(raw.text())
            .replaceAll(match -> Matcher.quoteReplacement(value(match, before, environment)));
    return new Scalar(raw.position(), raw.tag(), raw.type(), text);
  }

  private static String value(
      MatchResult variable, Map<String, Node> before, Map<String, String> environment) {
    String name = variable.group(1);
    if (environment.containsKey(name)) {
      return environment.getOrDefault(name, "");
    }
    if (before.get(name) instanceof Scalar entry) {
      return entry.type() == Node.Type.NULL ? "" : entry.text();
    }
    return variable.group(3) == null ? "" : variable.group(3);
  }
}
