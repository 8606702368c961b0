package dev.secrets.gitcrypt;

import dev.secrets.InvalidInputException;
import dev.secrets.file.SafeFile;
import dev.secrets.spi.BackendContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Our part of git's hooks: a block between two marks, right below the first line, so that a hook
 * that is there goes on doing what it did.
 */
final class Hooks {

  private static final String BEGIN = "# >>> secrets git-crypt\n";
  private static final String END = "# <<< secrets git-crypt\n";
  private static final List<String> NAMES = List.of("pre-commit", "pre-push", "pre-receive");

  /** Reads what git tells on standard input, and leaves it for the rest of the hook. */
  private static final String EACH_UPDATE =
      """
      secrets_updates=$(cat)
      while read -r FIELDS; do
        [ -n "$new" ] || continue
        case $new in *[!0]*) ;; *) continue ;; esac
        case $old in
          *[!0]*) PROGRAM check "$old..$new" || exit 1 ;;
          *) PROGRAM check "$new" --not KNOWN || exit 1 ;;
        esac
      done <<SECRETS
      $secrets_updates
      SECRETS
      exec <<SECRETS
      $secrets_updates
      SECRETS
      """;

  private final Git git;
  private final FilterProgram program;
  private final DriverConfig config;

  Hooks(BackendContext context, FilterProgram program) {
    this.git = Git.of(context).in(WorkTree.topOf(Git.of(context)));
    this.program = program;
    this.config = new DriverConfig(git);
  }

  void install(boolean server) {
    if (server) {
      add("pre-receive", eachUpdate("old new ref", "--all"));
      return;
    }
    add("pre-commit", program.command() + " check --staged || exit 1\n");
    add("pre-push", eachUpdate("ref new remote old", "--remotes=\"$1\""));
    config.setGuarding(true);
    lockedDrivers().forEach(driver -> config.guard(driver, DriverConfig.Scope.SHARED, program));
  }

  void uninstall() {
    NAMES.forEach(this::remove);
    config.setGuarding(false);
    config.drivers().stream()
        .filter(driver -> !config.decrypts(driver))
        .forEach(driver -> config.remove(driver, DriverConfig.Scope.SHARED));
  }

  private String eachUpdate(String fields, String known) {
    return EACH_UPDATE
        .replace("FIELDS", fields)
        .replace("PROGRAM", program.command())
        .replace("KNOWN", known);
  }

  private Stream<Driver> lockedDrivers() {
    return new FileList(git)
        .tracked().stream()
            .flatMap(file -> Driver.named(file.filter()).stream())
            .distinct()
            .filter(driver -> !config.decrypts(driver));
  }

  private void add(String name, String commands) {
    Path hook = path(name);
    String old = without(read(hook), hook);
    int line = old.startsWith("#!") ? old.indexOf('\n') + 1 : 0;
    String first = line == 0 ? "#!/bin/sh\n" : old.substring(0, line);
    requireShell(first, hook);
    write(hook, first + BEGIN + commands + END + old.substring(line));
  }

  private void remove(String name) {
    Path hook = path(name);
    String text = read(hook);
    if (!text.contains(BEGIN)) {
      return;
    }
    String rest = without(text, hook);
    if (rest.lines().skip(1).allMatch(String::isBlank)) {
      delete(hook);
    } else {
      write(hook, rest);
    }
  }

  private static void requireShell(String first, Path hook) {
    if (!first.strip().matches(".*[/ ](ba|da|k|z|a)?sh( -.*)?")) {
      throw new InvalidInputException(
          "the hook '" + hook + "' is no shell script",
          "call 'git-crypt check' from it yourself, see docs/git-crypt.md");
    }
  }

  private static String without(String text, Path hook) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0) {
      return text;
    }
    if (end < begin) {
      throw new InvalidInputException("the hook '" + hook + "' lacks our end mark", "restore it");
    }
    return text.substring(0, begin) + text.substring(end + END.length());
  }

  private Path path(String name) {
    return git.directory().resolve(git.run("rev-parse", "--git-path", "hooks/" + name).line());
  }

  private static String read(Path hook) {
    try {
      return Files.exists(hook) ? Files.readString(hook) : "";
    } catch (IOException failure) {
      throw UnusableFile.of(hook, failure);
    }
  }

  private static void write(Path hook, String text) {
    try {
      Files.createDirectories(hook.getParent());
      SafeFile.write(
          hook,
          out -> out.write(text.getBytes(StandardCharsets.UTF_8)),
          written -> {},
          target -> {});
      makeExecutable(hook);
    } catch (IOException failure) {
      throw UnusableFile.of("write", hook, failure);
    }
  }

  private static void makeExecutable(Path hook) throws IOException {
    if (hook.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(hook);
      mode.add(PosixFilePermission.OWNER_EXECUTE);
      mode.addAll(
          Set.of(
              PosixFilePermission.GROUP_READ,
              PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_READ,
              PosixFilePermission.OTHERS_EXECUTE));
      Files.setPosixFilePermissions(hook, mode);
    }
  }

  private static void delete(Path hook) {
    try {
      Files.deleteIfExists(hook);
    } catch (IOException failure) {
      throw UnusableFile.of("delete", hook, failure);
    }
  }
}
