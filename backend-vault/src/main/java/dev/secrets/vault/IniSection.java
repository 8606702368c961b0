package dev.secrets.vault;

import dev.secrets.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One section of an ini file as Python's configparser reads it, with {@code ;} beginning a comment
 * after a blank, and without interpolation. Where a name stands twice, which Python refuses, the
 * file is refused too.
 */
final class IniSection {

  private static final Pattern HEADING = Pattern.compile("\\[([^]]+)].*");
  private static final Pattern ENTRY = Pattern.compile("([^:=]+?)\\s*[:=]\\s*(.*)");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s);.*");

  private final String wanted;
  private final Map<String, String> entries = new HashMap<>();
  private String section = "";
  private String entry = "";

  private IniSection(String wanted) {
    this.wanted = wanted;
  }

  /**
   * The section {@code name} of a file.
   *
   * @throws InvalidInputException with the number of the line that cannot be understood
   */
  static IniSection of(List<String> lines, String name) {
    IniSection section = new IniSection(name);
    for (int number = 1; number <= lines.size(); number++) {
      section.read(lines.get(number - 1), number);
    }
    return section;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private void read(String line, int number) {
    String text = line.stripLeading().startsWith("#") ? "" : COMMENT.matcher(line).replaceAll("");
    if (text.isBlank()) {
      return;
    }
    Matcher heading = HEADING.matcher(text);
    if (Character.isWhitespace(text.charAt(0)) && !entry.isEmpty()) {
      entries.merge(entry, text.strip(), (before, more) -> before + "\n" + more);
    } else if (heading.matches()) {
      section = heading.group(1);
      entry = "";
    } else {
      readEntry(text.strip(), number);
    }
  }

  private void readEntry(String text, int number) {
    Matcher matcher = ENTRY.matcher(text);
    if (section.isEmpty() || !matcher.matches()) {
      throw new InvalidInputException(
          "line " + number + " is neither '[section]' nor 'name = value'");
    }
    // The words of another section are not kept, but their continuation lines must find a home.
    String name = matcher.group(1).toLowerCase(Locale.ROOT);
    entry = section.equals(wanted) ? name : "[" + section + "]" + name;
    if (entries.put(entry, matcher.group(2)) != null) {
      throw new InvalidInputException("line " + number + " sets '" + name + "' again");
    }
  }
}
