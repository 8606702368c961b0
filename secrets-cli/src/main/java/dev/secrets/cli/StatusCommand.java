package dev.secrets.cli;

import dev.secrets.inspect.ProjectStatus;
import dev.secrets.inspect.ProjectStatus.Kept;
import dev.secrets.inspect.ProjectStatus.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets status}: environments and secrets on one screen. */
final class StatusCommand implements Command {

  @Override
  public String form() {
    return "[OPTIONS]";
  }

  @Override
  public void describe(CommandSpec spec) {
    Options.addJson(spec);
    spec.addOption(Options.value("FILE", "write a page for a browser", "--html"));
    Options.addDirectory(spec);
    Options.addKeys(spec);
    spec.usageMessage()
        .footer(
            "",
            "Shows names and where they are kept, never a value.",
            "",
            "Examples:",
            "  secrets status",
            "  secrets status --html status.html");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Session session = new Session(invocation);
    ProjectStatus status = ProjectStatus.of(session::builder, session.context().build());
    if (invocation.option("--html").isPresent()) {
      Path file = invocation.directory().resolve(invocation.option("--html").get());
      PrivateFile.write(file, StatusPage.of(status).getBytes(StandardCharsets.UTF_8));
    } else {
      invocation.host().print(invocation.has("--json") ? json(status) : text(status));
    }
    status
        .unopened()
        .forEach((what, why) -> invocation.host().warn("cannot open " + what + ": " + why));
    return ExitCode.DONE;
  }

  private static String text(ProjectStatus status) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("SECRET", "KIND"));
    status.environments().forEach(name -> head.add(name.toUpperCase(Locale.ROOT)));
    rows.add(head);
    rows(status).forEach((key, cells) -> rows.add(row(status, key, cells)));
    List<List<String>> files = new ArrayList<>();
    files.add(List.of("FILE", "METHOD", "STATE"));
    status
        .files()
        .forEach(file -> files.add(List.of(file.file().path(), file.method(), state(file))));
    return Table.of(rows) + "\n" + Table.of(files);
  }

  private static List<String> row(ProjectStatus status, Key key, Map<String, Kept> cells) {
    List<String> row = new ArrayList<>(List.of(key.name(), key.kind()));
    for (String environment : status.environments()) {
      Kept kept = cells.get(environment);
      row.add(kept == null ? "-" : cell(kept));
    }
    return row;
  }

  /** A secret, and who needs it. */
  record Key(String name, String kind) {}

  /** What each environment has of each secret. */
  static Map<Key, Map<String, Kept>> rows(ProjectStatus status) {
    Map<Key, Map<String, Kept>> rows = new LinkedHashMap<>();
    Set<String> kinds = new LinkedHashSet<>(List.of("runtime", "deployment"));
    for (String kind : kinds) {
      for (Kept kept : status.secrets()) {
        if (word(kept.kind()).equals(kind)) {
          rows.computeIfAbsent(new Key(kept.name(), kind), key -> new LinkedHashMap<>())
              .put(kept.environment(), kept);
        }
      }
    }
    return rows;
  }

  static String cell(Kept kept) {
    return switch (kept.state()) {
      case REMOTE -> kept.method();
      case ENCRYPTED, LOCKED -> kept.method() + " " + word(kept.state());
      default -> word(kept.state());
    };
  }

  static String state(KeptFile file) {
    boolean plain = !file.file().isSecret();
    return plain ? word(file.state()) + ", holds no secret" : word(file.state());
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String json(ProjectStatus status) {
    Map<String, Object> report = Json.report("project", status.project());
    report.put("environments", status.environments());
    report.put("secrets", status.secrets().stream().map(StatusCommand::members).toList());
    report.put("files", status.files().stream().map(StatusCommand::members).toList());
    List<Object> unopened = new ArrayList<>();
    status
        .unopened()
        .forEach(
            (what, why) -> {
              Map<String, Object> members = new LinkedHashMap<>();
              members.put("what", what);
              members.put("reason", why);
              unopened.add(members);
            });
    report.put("unopened", unopened);
    return Json.line(report);
  }

  private static Map<String, Object> members(Kept kept) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("environment", kept.environment());
    members.put("name", kept.name());
    members.put("kind", word(kept.kind()));
    members.put("method", kept.method());
    members.put("state", word(kept.state()));
    members.put("reference", kept.reference());
    return members;
  }

  private static Map<String, Object> members(KeptFile kept) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("path", kept.file().path());
    members.put("role", word(kept.file().role()));
    members.put("environment", kept.file().environment().orElse(""));
    members.put("secret", kept.file().isSecret());
    members.put("method", kept.method());
    members.put("state", word(kept.state()));
    return members;
  }
}
