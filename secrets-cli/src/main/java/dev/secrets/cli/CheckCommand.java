package dev.secrets.cli;

import dev.secrets.file.FileChange;
import dev.secrets.file.FileChanges;
import dev.secrets.inspect.CheckReport;
import dev.secrets.inspect.ProjectCheck;
import dev.secrets.inspect.ProjectCheck.Scope;
import dev.secrets.project.Finding;
import dev.secrets.project.Waiver;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets check}: what is not sound about the project. */
final class CheckCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Options.value("FORMAT", "human, json or sarif", "--format"));
    spec.addOption(Options.flag("as --format json", "--json"));
    spec.addOption(Options.flag("ask AWS as well", "--aws"));
    spec.addOption(Options.flag("mend what can be mended without loss", "--fix"));
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 1 when it finds something. A finding is waived in secrets.yaml, with a",
            "reason and a last day.",
            "",
            "Examples:",
            "  secrets check",
            "  secrets check --format sarif > check.sarif");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Session session = new Session(invocation);
    ProjectCheck check = new ProjectCheck(session::builder, session.context().build());
    Scope scope = invocation.has("--aws") ? Scope.REMOTE : Scope.OFFLINE;
    String format = format(invocation);
    if (invocation.has("--fix")) {
      fix(invocation, check.fixes(scope));
    }
    CheckReport report = check.run(scope);
    invocation
        .host()
        .print(
            switch (format) {
              case "json" -> json(report);
              case "sarif" -> Sarif.of(report);
              default -> text(report);
            });
    report
        .unchecked()
        .forEach((what, why) -> invocation.host().warn("not checked: " + what + ": " + why));
    return report.findings().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private static String format(Invocation invocation) {
    String format =
        invocation.option("--format").orElse(invocation.has("--json") ? "json" : "human");
    if (!List.of("human", "json", "sarif").contains(format)) {
      throw new UsageException("'--format' is human, json or sarif");
    }
    return format;
  }

  private static void fix(Invocation invocation, List<FileChange> changes) {
    FileChanges journaled = Journals.of(invocation.host());
    List<String> command = List.of("secrets", "check", "--fix");
    Map<Boolean, List<FileChange>> byExistence =
        changes.stream().collect(Collectors.partitioningBy(c -> Files.exists(c.file())));
    journaled.carryOut(
        byExistence.getOrDefault(true, List.of()), command, invocation.host().directory());
    // A run keeps the second names of what it replaces, so what is new goes by itself.
    for (FileChange added : byExistence.getOrDefault(false, List.of())) {
      journaled.carryOut(List.of(added), command, invocation.host().directory());
    }
    changes.forEach(change -> invocation.host().err().println("mended " + change.file()));
  }

  private static String text(CheckReport report) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : report.findings()) {
      text.append(
          "%s: %s: %s %s%n    %s%n"
              .formatted(
                  finding.place(),
                  word(finding),
                  finding.id(),
                  OneLine.of(finding.message()),
                  OneLine.of(finding.remedy())));
    }
    return text.append(summary(report)).append('\n').toString();
  }

  private static String summary(CheckReport report) {
    String findings =
        switch (report.findings().size()) {
          case 0 -> "no findings";
          case 1 -> "1 finding";
          default -> report.findings().size() + " findings";
        };
    return report.waived().isEmpty()
        ? findings
        : findings + ", " + report.waived().size() + " waived";
  }

  static String word(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }

  private static String json(CheckReport report) {
    Map<String, Object> json =
        Json.report("findings", report.findings().stream().map(CheckCommand::members).toList());
    List<Map<String, Object>> waived = new ArrayList<>();
    report.waived().forEach((finding, waiver) -> waived.add(members(finding, waiver)));
    json.put("waived", waived);
    List<Map<String, Object>> unchecked = new ArrayList<>();
    report
        .unchecked()
        .forEach(
            (what, why) -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("what", what);
              members.put("reason", why);
              unchecked.add(members);
            });
    json.put("unchecked", unchecked);
    return Json.line(json);
  }

  private static Map<String, Object> members(Finding finding) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", finding.id());
    members.put("severity", word(finding));
    members.put("place", finding.place());
    members.put("message", finding.message());
    members.put("remedy", finding.remedy());
    return members;
  }

  private static Map<String, Object> members(Finding finding, Waiver waiver) {
    Map<String, Object> members = members(finding);
    members.put("reason", waiver.reason());
    members.put("expires", waiver.expires().toString());
    return members;
  }
}
