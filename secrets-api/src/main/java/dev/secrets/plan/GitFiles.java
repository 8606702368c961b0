package dev.secrets.plan;

import dev.secrets.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of {@code .gitignore} and {@code .gitattributes}, with lines that a method needs. */
final class GitFiles {

  static final String IGNORE = ".gitignore";
  static final String ATTRIBUTES = ".gitattributes";

  private static final Set<String> CONFIGURATION =
      Set.of(IGNORE, ATTRIBUTES, Project.MANIFEST, "ansible.cfg");
  private static final String BLOCK_BEGINS = "# Remove these lines if you are committing encrypted";
  private static final String BLOCK_ENDS = "# End lines to remove if committing encrypted secrets";
  private static final String INVITATION = "# Uncomment if using ";
  private static final Pattern DOCUMENTED =
      Pattern.compile("#\\S+\\s+filter=.*|\\S+\\s+filter=\\s+diff=\\s*");

  private GitFiles() {}

  /** Whether a file of that name holds settings, and never a secret. */
  static boolean isConfiguration(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return CONFIGURATION.contains(name);
  }

  /**
   * With the lines between the documented markers commented out, and those of {@code layout}
   * wherever they stand, but for those that {@code kept} names.
   */
  static String uncovering(String ignore, Predicate<String> layout, Predicate<String> kept) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : ignore.lines().toList()) {
      inside = line.startsWith(BLOCK_BEGINS) || (inside && !line.startsWith(BLOCK_ENDS));
      boolean covers = inside && !line.isBlank() && !line.startsWith("#");
      boolean active = (covers || layout.test(line)) && !kept.test(line);
      lines.add(active ? "#" + line : line);
    }
    return joined(lines, ignore);
  }

  /** With more lines at the end, under a comment; those that are there stay where they are. */
  static String having(String text, String comment, List<String> wanted) {
    Set<String> there = text.lines().map(String::strip).collect(Collectors.toSet());
    List<String> missing = wanted.stream().filter(line -> !there.contains(line)).toList();
    if (missing.isEmpty()) {
      return text;
    }
    String gap = text.isEmpty() || text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
    return text + gap + "# " + comment + "\n" + String.join("\n", missing) + "\n";
  }

  /**
   * With the patterns under {@code attributes}, in the place of the documented lines that are
   * commented out, or at the end. Lines for other files stay.
   *
   * @param patterns whether each is to have the attributes; the last one that matches counts
   */
  static String marking(
      String text, String method, String attributes, Map<String, Boolean> patterns) {
    String header = "# " + method + ": what is encrypted, then what is not (the last match wins)";
    List<String> block = new ArrayList<>(List.of(header));
    patterns.forEach(
        (pattern, marked) ->
            block.add(pattern + " " + (marked ? attributes : without(attributes))));
    List<String> lines = new ArrayList<>();
    int at = -1;
    for (String line : text.lines().toList()) {
      if (isReplaced(line, header, patterns.keySet())) {
        at = at < 0 ? lines.size() : at;
      } else {
        lines.add(line);
      }
    }
    if (at < 0) {
      boolean gap = !lines.isEmpty() && !lines.get(lines.size() - 1).isBlank();
      lines.addAll(gap ? List.of("") : List.of());
      at = lines.size();
    }
    lines.addAll(at, block);
    return joined(lines, text);
  }

  /** The same for a single file. */
  static String marking(String text, String path, String attributes) {
    String pattern = path.contains(" ") ? '"' + path + '"' : path;
    List<String> lines =
        new ArrayList<>(text.lines().filter(line -> !pattern(line).equals(pattern)).toList());
    lines.add(pattern + " " + attributes);
    return joined(lines, text);
  }

  /** The attributes, said to be unspecified. */
  static String without(String attributes) {
    return Stream.of(attributes.split(" "))
        .map(each -> "!" + each.substring(0, each.indexOf('=')))
        .collect(Collectors.joining(" "));
  }

  private static boolean isReplaced(String line, String header, Set<String> patterns) {
    return line.equals(header)
        || line.startsWith(INVITATION)
        || DOCUMENTED.matcher(line).matches()
        || (patterns.contains(pattern(line)) && line.contains("filter"));
  }

  private static String pattern(String line) {
    return line.strip().split("\\s+", 2)[0];
  }

  private static String joined(List<String> lines, String before) {
    String end = before.contains("\r\n") ? "\r\n" : "\n";
    boolean ended = before.isEmpty() || before.endsWith("\n");
    return String.join(end, lines) + (ended && !lines.isEmpty() ? end : "");
  }
}
