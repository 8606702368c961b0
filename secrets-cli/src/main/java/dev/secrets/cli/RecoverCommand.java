package dev.secrets.cli;

import dev.secrets.SecretNotFoundException;
import dev.secrets.Secrets;
import dev.secrets.file.FileChanges;
import dev.secrets.file.InterruptedRun;
import dev.secrets.plan.FinishedRun;
import dev.secrets.plan.PlannedRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code secrets resume} and {@code undo}: what is to become of a run that was killed. One of
 * {@code init} or {@code migrate} that is at its end can be undone too.
 */
final class RecoverCommand implements Command {

  private final CommandName name;

  RecoverCommand(CommandName name) {
    this.name = name;
  }

  @Override
  public String form() {
    return "[ID]";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "ID", "which run; else all that were interrupted"));
    if (name == CommandName.UNDO) {
      Options.addDirectory(spec);
      Options.addKeys(spec);
    }
    spec.usageMessage().footer("", "Example:", "  secrets " + name.word());
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    FileChanges changes = Journals.of(invocation.host());
    if (name == CommandName.UNDO && interrupted(changes, invocation.parameter(0)).isEmpty()) {
      return undoFinished(invocation);
    }
    int code = ExitCode.DONE;
    for (InterruptedRun run : runs(changes, invocation.parameter(0))) {
      if (name == CommandName.UNDO) {
        changes.undo(run.id());
      } else if (!changes.resume(run.id())) {
        code = Math.max(code, again(invocation.host(), run));
      }
    }
    return code;
  }

  /** The one that is named, or the last one in this project. */
  private static int undoFinished(Invocation invocation) throws IOException {
    try (Secrets secrets = new Session(invocation).openForPlans()) {
      PlannedRuns runs = secrets.planner().runs(Journals.journals(invocation.host()));
      Optional<String> id = invocation.parameter(0);
      FinishedRun run =
          runs.list().stream()
              .filter(each -> id.isEmpty() || id.get().equals(each.id()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new SecretNotFoundException(
                          id.map(text -> "there is no run '" + text + "' of this project")
                              .orElse("no run was interrupted, and none is left to be undone")));
      runs.undo(run.id());
      invocation.host().print("undone: " + String.join(" ", run.command()) + "\n");
      return ExitCode.DONE;
    }
  }

  private static List<InterruptedRun> interrupted(FileChanges changes, Optional<String> id) {
    return changes.interrupted().stream()
        .filter(run -> id.isEmpty() || id.get().equals(run.id()))
        .toList();
  }

  private static List<InterruptedRun> runs(FileChanges changes, Optional<String> id) {
    List<InterruptedRun> runs = interrupted(changes, id);
    if (runs.isEmpty()) {
      throw new SecretNotFoundException(
          id.map(text -> "there is no interrupted run '" + text + "'")
              .orElse("no run was interrupted"));
    }
    return runs;
  }

  /** It was killed before all new contents were there, so they have to be made again. */
  private static int again(Host host, InterruptedRun run) throws InterruptedException {
    boolean vault = run.command().get(0).equals("ansible-vault");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(vault ? "dev.secrets.cli.ansiblevault.Main" : Main.class.getName());
    line.addAll(run.command().subList(1, run.command().size()));
    ProcessBuilder builder = new ProcessBuilder(line).directory(run.directory().toFile());
    return new Child(builder, host).run(new SignalForwarding(SignalForwarding.GRACE));
  }
}
