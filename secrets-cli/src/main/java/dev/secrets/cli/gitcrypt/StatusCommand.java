package dev.secrets.cli.gitcrypt;

import dev.secrets.gitcrypt.FileStatus;
import dev.secrets.gitcrypt.GitCryptRepository;
import dev.secrets.gitcrypt.StatusFix;
import dev.secrets.gitcrypt.StatusRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code git-crypt status}. */
final class StatusCommand implements Command {

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String form() {
    return "[-e | -u | -f] [-z | --json] [--untracked] [FILE ...]";
  }

  @Override
  public String example() {
    return "git-crypt status -e --json";
  }

  @Override
  public String summary() {
    return "show which files are encrypted";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Arguments.flag("encrypted files only", "-e"));
    spec.addOption(Arguments.flag("files that are not encrypted only", "-u"));
    spec.addOption(Arguments.flag("stage what should be encrypted and is not", "-f", "--fix"));
    spec.addOption(Arguments.flag("accepted, and shows nothing", "-r"));
    spec.addOption(Arguments.flag("for programs: STATE: PATH, each ended by a NUL byte", "-z"));
    spec.addOption(
        Arguments.flag("also files that git does not track; with FILE always", "--untracked"));
    spec.addOption(Arguments.flag("report as JSON, with the number of its schema", "--json"));
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    refuse(arguments);
    if (arguments.has("-r")) {
      return Program.DONE;
    }
    GitCryptRepository repository = Launcher.repository(shell);
    List<String> paths = arguments.positional();
    StatusRequest request =
        new StatusRequest(paths, arguments.has("--untracked") || !paths.isEmpty());
    if (arguments.has("--fix")) {
      return fix(repository.fix(request), shell);
    }
    List<FileStatus> files =
        repository.status(request).stream()
            .filter(file -> !arguments.has("-e") || file.isEncrypted())
            .filter(file -> !arguments.has("-u") || !file.isEncrypted())
            .toList();
    if (arguments.has("--json")) {
      shell.print(StatusText.json(files));
    } else {
      String text = arguments.has("-z") ? StatusText.records(files) : StatusText.lines(files);
      shell.out().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return StatusText.isClean(files) ? Program.DONE : Program.FAILED;
  }

  private static void refuse(Arguments arguments) {
    arguments.refuseTogether("-e", "-u");
    arguments.refuseTogether("--fix", "-e");
    arguments.refuseTogether("--fix", "-u");
    arguments.refuseTogether("--fix", "-z");
    arguments.refuseTogether("--json", "-z");
    for (String alone : List.of("-e", "-u", "--fix", "-z")) {
      arguments.refuseTogether("-r", alone);
    }
    if (arguments.has("-r") && !arguments.positional().isEmpty()) {
      throw new UsageException("'-r' takes no files");
    }
  }

  private static int fix(StatusFix fix, Shell shell) throws IOException {
    fix.missing()
        .forEach(path -> shell.complain("Error: " + path + ": not in the work tree, not staged"));
    fix.unchanged()
        .forEach(
            path -> shell.complain("Error: " + path + ": still unencrypted even after staging"));
    shell.print(StatusText.fixed(fix));
    return fix.missing().isEmpty() && fix.unchanged().isEmpty() ? Program.DONE : Program.FAILED;
  }
}
