package dev.secrets.cli.gitcrypt;

import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Finds the command that is named, runs it, and tells failures as git-crypt does. */
final class Program {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private final Shell shell;

  Program(Shell shell) {
    this.shell = shell;
  }

  /** Returns the exit code. */
  int run(List<String> arguments) {
    try {
      return dispatch(arguments);
    } catch (UsageException wrong) {
      shell.complain("Error: " + wrong.getMessage());
      shell.err().print(Help.USAGE);
      return USAGE;
    } catch (SecretsException failure) {
      tell(failure);
      return FAILED;
    } catch (IOException failure) {
      shell.complain("git-crypt: System error: " + failure.getMessage());
      return FAILED;
    }
  }

  private int dispatch(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      shell.err().print(Help.overview());
      return USAGE;
    }
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (arguments.get(0)) {
      case "clean", "smudge", "diff", "process", "refuse", "merge" ->
          new Filters(shell).run(arguments.get(0), rest);
      case "-C" -> elsewhere(rest);
      case "--help" -> complain(Help.overview());
      case "--version" -> complain(Help.VERSION);
      case "version" -> print(Help.VERSION);
      case "help" -> help(rest);
      default -> run(command(arguments.get(0)), rest);
    };
  }

  /** As with git, before the command. */
  private int elsewhere(List<String> arguments) throws IOException {
    if (arguments.isEmpty() || !Files.isDirectory(shell.directory().resolve(arguments.get(0)))) {
      throw new UsageException("'-C' takes a directory");
    }
    return new Program(shell.in(arguments.get(0))).dispatch(arguments.subList(1, arguments.size()));
  }

  private int run(Command command, List<String> arguments) throws IOException {
    if (arguments.equals(List.of("--help"))) {
      return print(Help.of(command));
    }
    return command.run(new Arguments(command, arguments), shell);
  }

  private static Command command(String name) {
    return Commands.find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    name.startsWith("-")
                        ? "no option '" + name + "'"
                        : "no command '" + name + "'"));
  }

  private int help(List<String> names) throws IOException {
    if (names.isEmpty()) {
      return print(Help.overview());
    }
    String name = names.get(0);
    if (Commands.find(name).isEmpty()) {
      shell.complain("Error: no help for '" + name + "'");
      return FAILED;
    }
    return print(Help.of(command(name)));
  }

  private int print(String text) throws IOException {
    shell.print(text);
    return DONE;
  }

  private int complain(String text) {
    shell.err().print(text);
    return DONE;
  }

  private void tell(SecretsException failure) {
    if (failure instanceof SeveralFailuresException several) {
      several.failures().forEach(this::tell);
      return;
    }
    shell.complain("git-crypt: Error: " + failure.getMessage());
    failure.hints().forEach(hint -> shell.complain("git-crypt: hint: " + hint));
    for (Throwable also : failure.getSuppressed()) {
      if (also instanceof SecretsException known) {
        tell(known);
      }
    }
  }
}
