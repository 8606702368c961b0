package dev.secrets.cli;

import dev.secrets.SecretsException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The {@code secrets} command: finds the command that is named, runs it, and tells failures. */
public final class Main {

  private static final String SEPARATOR = "--";

  private final Host host;

  Main(Host host) {
    this.host = host;
  }

  /** Ends the process with the exit code of the command. */
  public static void main(String[] arguments) {
    System.exit(new Main(Host.ofProcess()).run(List.of(arguments)));
  }

  /** Returns the exit code. */
  public static int run(Host host, List<String> arguments) {
    return new Main(host).run(arguments);
  }

  int run(List<String> arguments) {
    try {
      return dispatch(arguments);
    } catch (UsageException wrong) {
      return refuse(wrong, Overview.USAGE);
    } catch (IOException failure) {
      return new ErrorReport(host).report(failure);
    }
  }

  private int dispatch(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      throw new UsageException("no command is given", "secrets help shows the commands");
    }
    if (arguments.equals(List.of("version")) || arguments.equals(List.of("--version"))) {
      host.print(VersionCommand.text()); // without the parser, which takes longer than the rest
      return ExitCode.DONE;
    }
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (arguments.get(0)) {
      case "-h", "--help" -> show(Overview.text());
      case "help" -> show(rest.isEmpty() ? Overview.text() : help(named(rest.get(0))));
      default -> run(named(arguments.get(0)), rest);
    };
  }

  private int show(String text) throws IOException {
    host.print(text);
    return ExitCode.DONE;
  }

  private static String help(CommandName name) {
    return new Parser(name, name.create()).help();
  }

  private static CommandName named(String word) {
    return CommandName.find(word)
        .orElseThrow(
            () ->
                new UsageException(
                    word.startsWith("-")
                        ? "options stand after the command"
                        : "no command '" + word + "'",
                    "secrets help shows the commands"));
  }

  private int run(CommandName name, List<String> arguments) {
    int separator = name == CommandName.RUN ? arguments.indexOf(SEPARATOR) : -1;
    List<String> own = separator < 0 ? arguments : arguments.subList(0, separator);
    List<String> program =
        separator < 0 ? List.of() : arguments.subList(separator + 1, arguments.size());
    try (Audit audit = Audit.of(host)) {
      int code = run(name, own, program, audit);
      audit.write(name.word(), code);
      return code;
    } catch (IOException | SecretsException failure) {
      return new ErrorReport(host).report(failure);
    }
  }

  private int run(CommandName name, List<String> own, List<String> program, Audit audit) {
    Command command = name.create();
    CallCount calls = new CallCount();
    boolean stats = false;
    try {
      Optional<Arguments> plain = Arguments.plain(name, own);
      Arguments given = plain.isPresent() ? plain.get() : new Parser(name, command).parse(own);
      stats = given.options().containsKey("--stats");
      return given.options().containsKey("-h")
          ? show(new Parser(name, command).help())
          : command.run(new Invocation(given, program, host, calls, audit));
    } catch (UsageException wrong) {
      return refuse(wrong, new Parser(name, command).usage());
    } catch (Throwable failure) {
      int code = new ErrorReport(host).report(failure);
      return code == ExitCode.UNEXPECTED ? command.unexpected() : code;
    } finally {
      if (stats) {
        calls.tell(host);
      }
    }
  }

  private int refuse(UsageException wrong, String usage) {
    int code = new ErrorReport(host).report(wrong);
    host.err().print(usage);
    return code;
  }
}
