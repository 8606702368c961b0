package dev.secrets.cli;

import dev.secrets.WriteConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code secrets shims}: links under the names of the tools that we stand in for. */
final class ShimsCommand implements Command {

  private static final List<String> NAMES = List.of("ansible-vault", "git-crypt");

  @Override
  public String form() {
    return "install DIRECTORY";
  }

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.parameter(0, "install", "what to do"));
    spec.addPositional(Options.parameter(1, "DIRECTORY", "a directory on the PATH"));
    Options.addDirectory(spec);
    spec.usageMessage().footer("", "Example:", "  secrets shims install ~/bin");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    if (!invocation.parameter(0).filter("install"::equals).isPresent()
        || invocation.parameter(1).isEmpty()) {
      throw new UsageException("'install' and a directory are expected");
    }
    Path directory = invocation.directory().resolve(invocation.parameter(1).get());
    Path launcher = Launcher.path();
    Files.createDirectories(directory);
    for (String name : NAMES) {
      link(directory.resolve(name), launcher);
    }
    return ExitCode.DONE;
  }

  private static void link(Path link, Path launcher) throws IOException {
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(launcher)) {
      return;
    }
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw new WriteConflictException(
          "'" + link + "' exists already", "remove it, or choose another directory");
    }
    Files.createSymbolicLink(link, launcher);
  }
}
