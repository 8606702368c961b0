package dev.secrets.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a {@code .gitattributes} that puts files under git-crypt.
 *
 * @param line its number, from 1
 * @param text the pattern as it stands there
 * @param paths the paths it means, from the root
 */
record AttributePattern(int line, String text, Pattern paths) {

  private static final Pattern LINE =
      Pattern.compile("\\s*([^#\\s\\[]\\S*)\\s.*\\bfilter=git-crypt\\S*.*");

  /** Those of the file at the root. */
  static List<AttributePattern> of(String attributes) {
    List<AttributePattern> patterns = new ArrayList<>();
    int number = 0;
    for (String line : attributes.lines().toList()) {
      number++;
      Optional<AttributePattern> pattern = parse(number, line);
      pattern.ifPresent(patterns::add);
    }
    return patterns;
  }

  boolean matches(String path) {
    return paths.matcher(path).matches();
  }

  private static Optional<AttributePattern> parse(int number, String line) {
    var parts = LINE.matcher(line);
    return parts.matches()
        ? Optional.of(
            new AttributePattern(number, parts.group(1), WildcardPath.git(parts.group(1))))
        : Optional.empty();
  }
}
