package dev.secrets.cli;

import dev.secrets.SecretNotFoundException;
import dev.secrets.file.FileChanges;
import dev.secrets.file.InterruptedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets resume} and {@code undo}: what is to become of a run that was killed. */
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
    spec.usageMessage().footer("", "Example:", "  secrets " + name.word());
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    FileChanges changes = Journals.of(invocation.host());
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

  private static List<InterruptedRun> runs(FileChanges changes, Optional<String> id) {
    List<InterruptedRun> runs =
        changes.interrupted().stream()
            .filter(run -> id.isEmpty() || id.get().equals(run.id()))
            .toList();
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
    return new Child(builder, host).run();
  }
}
