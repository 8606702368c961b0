package dev.secrets.cli;

import dev.secrets.inspect.ProjectStatus;
import dev.secrets.inspect.ProjectStatus.Kept;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets find}: secrets by their names, in every environment. */
final class FindCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS] PATTERN";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.parameter(0, "PATTERN", "a part of the name; with * or ? the whole of it"));
    Options.addJson(spec);
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Exits with 3 when nothing is called so.",
            "",
            "Examples:",
            "  secrets find postgres",
            "  secrets find '*_API_KEY'");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Pattern pattern =
        pattern(
            invocation.parameter(0).orElseThrow(() -> new UsageException("no pattern is given")));
    Session session = new Session(invocation);
    ProjectStatus status = ProjectStatus.of(session::builder, session.context().build());
    List<Kept> found =
        status.secrets().stream().filter(kept -> pattern.matcher(kept.name()).matches()).toList();
    invocation
        .host()
        .print(
            invocation.has("--json")
                ? Json.line(Json.report("secrets", found.stream().map(this::members).toList()))
                : Table.of(found.stream().map(FindCommand::row).toList()));
    status
        .unopened()
        .forEach((what, why) -> invocation.host().warn("cannot open " + what + ": " + why));
    return found.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.DONE;
  }

  private static Pattern pattern(String text) {
    boolean whole = text.contains("*") || text.contains("?");
    String quoted = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(whole ? quoted : ".*" + quoted + ".*", Pattern.CASE_INSENSITIVE);
  }

  private Map<String, Object> members(Kept kept) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("environment", kept.environment());
    members.put("name", kept.name());
    members.put("kind", StatusCommand.word(kept.kind()));
    members.put("method", kept.method());
    members.put("reference", kept.reference());
    return members;
  }

  private static List<String> row(Kept kept) {
    return List.of(
        kept.environment(),
        kept.name(),
        StatusCommand.word(kept.kind()),
        kept.method(),
        kept.reference());
  }
}
