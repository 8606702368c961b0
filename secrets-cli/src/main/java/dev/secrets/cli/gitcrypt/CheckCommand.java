package dev.secrets.cli.gitcrypt;

import dev.secrets.cli.Json;
import dev.secrets.gitcrypt.CheckFinding;
import dev.secrets.gitcrypt.CheckScope;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt check}. */
final class CheckCommand implements Command {

  private static final int SHORT_ID = 12;

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String form() {
    return "[--staged | --all | REVISIONS ...] [--json]";
  }

  @Override
  public String example() {
    return "git-crypt check origin/main..HEAD";
  }

  @Override
  public String summary() {
    return "find plaintext where ciphertext belongs, and what leads to it";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.flag("look at what is staged only", "--staged"));
    spec.addOption(Arguments.flag("look at every commit of every branch", "--all"));
    spec.addOption(Arguments.flag("report as JSON, with the number of its schema", "--json"));
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    arguments.refuseTogether("--staged", "--all");
    boolean json = arguments.has("--json") || arguments.positional().contains("--json");
    List<CheckFinding> findings = Launcher.repository(shell).check(scope(arguments));
    shell.print(json ? json(findings) : lines(findings));
    return findings.isEmpty() ? Program.DONE : Program.FAILED;
  }

  private static CheckScope scope(Arguments arguments) {
    List<String> revisions =
        arguments.positional().stream().filter(word -> !word.equals("--json")).toList();
    if (!revisions.isEmpty() && (arguments.has("--staged") || arguments.has("--all"))) {
      throw new UsageException("revisions cannot be combined with '--staged' or '--all'");
    }
    if (arguments.has("--all")) {
      return CheckScope.commits(List.of("--all"));
    }
    if (arguments.has("--staged")) {
      return CheckScope.staged();
    }
    return revisions.isEmpty() ? CheckScope.repository() : CheckScope.commits(revisions);
  }

  private static String lines(List<CheckFinding> findings) {
    StringBuilder text = new StringBuilder();
    for (CheckFinding finding : findings) {
      text.append(word(finding)).append(": ").append(finding.place());
      if (!finding.commit().isEmpty()) {
        text.append(" in commit ").append(finding.commit(), 0, SHORT_ID);
      }
      text.append(": ").append(finding.detail()).append('\n');
    }
    return text.toString();
  }

  private static String json(List<CheckFinding> findings) {
    return Json.line(
        Json.report("findings", findings.stream().map(CheckCommand::members).toList()));
  }

  private static Map<String, Object> members(CheckFinding finding) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kind", word(finding));
    members.put("place", finding.place());
    members.put("commit", finding.commit());
    members.put("detail", finding.detail());
    return members;
  }

  private static String word(CheckFinding finding) {
    return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
