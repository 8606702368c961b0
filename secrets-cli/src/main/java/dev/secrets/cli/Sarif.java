package dev.secrets.cli;

import dev.secrets.inspect.CheckReport;
import dev.secrets.project.Finding;
import dev.secrets.project.Waiver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a check found as SARIF 2.1.0, which code hosts show beside the lines. */
final class Sarif {

  private static final Pattern PLACE = Pattern.compile("(.*?)(?::(\\d+):(\\d+))?");
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private Sarif() {}

  static String of(CheckReport report) {
    List<Object> results = new ArrayList<>();
    Map<String, Object> rules = new LinkedHashMap<>();
    report.findings().forEach(finding -> results.add(result(finding, rules)));
    report
        .waived()
        .forEach((finding, waiver) -> results.add(suppressed(result(finding, rules), waiver)));
    Map<String, Object> driver =
        object("name", "secrets", "version", VersionCommand.version(), "rules", rules.values());
    Map<String, Object> run = object("tool", object("driver", driver), "results", results);
    return Json.line(object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run)));
  }

  private static Map<String, Object> result(Finding finding, Map<String, Object> rules) {
    rules.computeIfAbsent(
        finding.id(), id -> object("id", id, "help", object("text", finding.remedy())));
    String text = finding.message() + ": " + finding.remedy();
    return object(
        "ruleId",
        finding.id(),
        "level",
        level(finding),
        "message",
        object("text", text),
        "locations",
        List.of(object("physicalLocation", location(finding))));
  }

  private static Map<String, Object> suppressed(Map<String, Object> result, Waiver waiver) {
    result.put(
        "suppressions", List.of(object("kind", "external", "justification", waiver.reason())));
    return result;
  }

  private static String level(Finding finding) {
    return switch (finding.severity()) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static Map<String, Object> location(Finding finding) {
    Matcher place = PLACE.matcher(finding.place());
    String file = place.matches() ? place.group(1) : finding.place();
    Map<String, Object> location = object("artifactLocation", object("uri", file));
    if (place.matches() && place.group(2) != null) {
      location.put(
          "region",
          object(
              "startLine",
              Integer.valueOf(place.group(2)),
              "startColumn",
              Integer.valueOf(place.group(3))));
    }
    return location;
  }

  private static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int at = 0; at < members.length; at += 2) {
      object.put(members[at].toString(), members[at + 1]);
    }
    return object;
  }
}
