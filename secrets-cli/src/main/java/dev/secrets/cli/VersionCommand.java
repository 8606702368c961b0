package dev.secrets.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets version}. */
final class VersionCommand implements Command {

  @Override
  public String form() {
    return "[--json]";
  }

  @Override
  public void describe(CommandSpec spec) {
    Options.addJson(spec);
    spec.usageMessage().footer("", "Example:", "  secrets version --json");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    invocation.host().print(invocation.has("--json") ? json() : text());
    return ExitCode.DONE;
  }

  static String text() {
    return "secrets " + version() + "\n";
  }

  private static String json() {
    Map<String, Object> report = Json.report("version", version());
    report.put("java", System.getProperty("java.version"));
    return Json.line(report);
  }

  /** From the jar's manifest; classes that are in no jar have none. */
  static String version() {
    return Objects.requireNonNullElse(
        VersionCommand.class.getPackage().getImplementationVersion(), "unpackaged");
  }
}
