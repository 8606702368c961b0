package dev.secrets.cli.ansiblevault;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretsException;
import dev.secrets.SeveralFailuresException;
import dev.secrets.cli.CryptoStart;
import dev.secrets.cli.Host;
import dev.secrets.cli.Logging;
import dev.secrets.cli.Signals;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The command under the name {@code ansible-vault}. */
public final class Main {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 99;
  private static final int UNEXPECTED = 250;

  private final Host host;

  Main(Host host) {
    this.host = host;
  }

  /** Ends the process with the exit code that {@code ansible-vault} would have. */
  public static void main(String[] arguments) {
    System.exit(run(Host.ofProcess(), List.of(arguments)));
  }

  /** Returns the exit code; an interrupt meanwhile ends the process with that of its own. */
  public static int run(Host host, List<String> arguments) {
    // Beside the start, of which it takes a tenth of the time.
    new Thread(Main::hearInterrupts, "signals").start();
    return new Main(host).run(arguments);
  }

  private static void hearInterrupts() {
    Signals.handle("INT", () -> new Thread(() -> System.exit(INTERRUPTED)).start());
  }

  int run(List<String> arguments) {
    int leading = 0;
    try {
      while (leading < arguments.size() && arguments.get(leading).startsWith("-")) {
        Option option = leading(arguments.get(leading++));
        if (option == Option.HELP || option == Option.VERSION) {
          return show(option == Option.HELP ? Usage.help() : version());
        }
      }
      Action action = action(arguments, leading);
      return run(action, arguments.subList(leading + 1, arguments.size()));
    } catch (WrongUsage wrong) {
      host.err().print(Usage.line());
      host.err().println("ansible-vault: error: " + wrong.getMessage());
      return wrong.exitCode();
    } catch (IOException failure) {
      return FAILED;
    }
  }

  private static Option leading(String argument) {
    return Grammar.findLeading(argument)
        .orElseThrow(() -> WrongUsage.grammar("unrecognized arguments"));
  }

  private static Action action(List<String> arguments, int position) {
    if (position == arguments.size()) {
      throw WrongUsage.grammar("the following arguments are required: action");
    }
    return Action.find(arguments.get(position))
        .orElseThrow(() -> WrongUsage.grammar("argument action: invalid choice"));
  }

  private int run(Action action, List<String> arguments) throws IOException {
    try {
      Request request = Grammar.parse(action, arguments);
      if (request.has(Option.HELP)) {
        return show(Usage.help(action));
      }
      Logging.configure(request.has(Option.VERBOSE));
      carryOut(request);
      return DONE;
    } catch (WrongUsage wrong) {
      return refuse(action, wrong);
    } catch (SecretsException failure) {
      tell(failure);
      return failure instanceof InvalidInputException ? optionError(action) : FAILED;
    } catch (NoSuchFileException missing) {
      error("cannot read '" + missing.getFile() + "': no such file or directory");
      return FAILED;
    } catch (IOException failure) {
      error("input or output failed: " + failure.getMessage());
      return FAILED;
    } catch (Throwable unexpected) {
      error("unexpected " + unexpected.getClass().getName());
      return UNEXPECTED;
    }
  }

  private void carryOut(Request request) throws IOException {
    if (request.has(Option.OUTPUT) && request.operands().size() > 1) {
      throw WrongUsage.options("At most one input file may be used with the --output option");
    }
    CryptoStart.begin();
    try (VaultSession session = new VaultSession(host, request)) {
      if (request.action() == Action.ENCRYPT_STRING) {
        new StringEncryption(host, request, session).run();
      } else {
        new VaultFiles(host, request, session.codec()).run();
      }
    }
  }

  private int refuse(Action action, WrongUsage wrong) throws IOException {
    if (wrong.exitCode() == WrongUsage.OPTIONS) {
      error(String.valueOf(wrong.getMessage()));
      return optionError(action);
    }
    host.err().print(Usage.line(action));
    host.err().println("ansible-vault " + action.word() + ": error: " + wrong.getMessage());
    return wrong.exitCode();
  }

  private int optionError(Action action) throws IOException {
    host.print(Usage.line(action));
    return WrongUsage.OPTIONS;
  }

  private void tell(SecretsException failure) {
    if (failure instanceof SeveralFailuresException several) {
      several.failures().forEach(this::tell);
    } else {
      error(String.valueOf(failure.getMessage()));
      failure.hints().forEach(hint -> host.err().println("  " + hint));
    }
  }

  private void error(String message) {
    host.err().println("[ERROR]: " + message);
  }

  private int show(String text) throws IOException {
    host.print(text);
    return DONE;
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "ansible-vault [secrets " + (version == null ? "unpackaged" : version) + "]\n";
  }
}
