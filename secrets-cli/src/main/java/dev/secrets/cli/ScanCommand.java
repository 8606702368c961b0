package dev.secrets.cli;

import dev.secrets.inspect.ProjectCheck.Scope;
import dev.secrets.inspect.SecretScan;
import dev.secrets.inspect.SecretScan.Hit;
import dev.secrets.inspect.SecretScan.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets scan}: the project's own values where they should not be. */
final class ScanCommand implements Command {

  private static final int SHORT_ID = 10;

  @Override
  public String form() {
    return "[OPTIONS] [PATH]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "PATH", "a file or directory; else what git has"));
    spec.addOption(Options.flag("what is staged, as before a commit", "--staged"));
    spec.addOption(Options.flag("everything that any ref leads to", "--history"));
    spec.addOption(Options.flag("look for the values that AWS has as well", "--aws"));
    Options.addJson(spec);
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Looks for the values that the environments bind, as they are and in hex, base64,",
            "percent and other spellings. Exits with 1 when it finds one.",
            "",
            "Examples:",
            "  secrets scan --staged",
            "  secrets scan --history --json");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Session session = new Session(invocation);
    Scope scope = invocation.has("--aws") ? Scope.REMOTE : Scope.OFFLINE;
    Report report =
        report(
            invocation,
            new SecretScan(session::builder, session.contextOfLongWork().build(), scope));
    invocation.host().print(invocation.has("--json") ? json(report) : text(report));
    report
        .unopened()
        .forEach((what, why) -> invocation.host().warn("not looked for: " + what + ": " + why));
    return report.hits().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
  }

  private static Report report(Invocation invocation, SecretScan scan) {
    Optional<String> path = invocation.parameter(0);
    boolean staged = invocation.has("--staged");
    boolean history = invocation.has("--history");
    if ((staged && history) || (path.isPresent() && (staged || history))) {
      throw new UsageException("'--staged', '--history' and a path exclude each other");
    }
    if (path.isPresent()) {
      Path file = invocation.directory().resolve(path.get());
      if (!Files.exists(file)) {
        throw new UsageException("there is no '" + file + "'");
      }
      return scan.path(file);
    }
    return staged ? scan.staged() : history ? scan.history() : scan.workTree();
  }

  private static String text(Report report) {
    StringBuilder text = new StringBuilder();
    for (Hit hit : report.hits()) {
      String commit =
          hit.commit().isEmpty()
              ? ""
              : " in commit "
                  + hit.commit().substring(0, Math.min(SHORT_ID, hit.commit().length()));
      text.append(OneLine.of("%s%s: the value of %s".formatted(hit.place(), commit, hit.name())))
          .append('\n');
    }
    String summary = report.hits().size() + " found, " + report.values() + " values looked for";
    return text.append(summary).append('\n').toString();
  }

  private static String json(Report report) {
    Map<String, Object> json =
        Json.report("found", report.hits().stream().map(ScanCommand::members).toList());
    json.put("values", report.values());
    return Json.line(json);
  }

  private static Map<String, Object> members(Hit hit) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("place", hit.place());
    members.put("commit", hit.commit());
    members.put("name", hit.name());
    return members;
  }
}
