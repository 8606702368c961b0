package dev.secrets.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The options of one command, read by picocli: by its programmatic model, since annotations cost
 * more time than most commands take. What picocli says of wrong arguments is said anew, for it
 * quotes them and they may be values.
 */
final class Parser {

  private static final Pattern OPTION = Pattern.compile("(-[a-zA-Z]|--[a-z][a-z-]*)(=.*)?");

  private static final String TOO_MANY = "there is an argument too many";

  private final CommandName name;
  private final CommandLine line;

  Parser(CommandName name, Command command) {
    this.name = name;
    CommandSpec spec = CommandSpec.create().name("secrets " + name.word());
    spec.usageMessage()
        .header(name.summary(), "")
        .customSynopsis("secrets " + name.word() + " " + command.form())
        .width(100);
    spec.usageMessage().adjustLineBreaksForWideCJKCharacters(false);
    spec.addOption(Options.flag("show this help", "-h", "--help"));
    command.describe(spec);
    line =
        new CommandLine(spec)
            .setExpandAtFiles(false)
            .setInterpolateVariables(false)
            .setOverwrittenOptionsAllowed(true);
  }

  Arguments parse(List<String> words) {
    try {
      return arguments(line.parseArgs(words.toArray(String[]::new)), words);
    } catch (ParameterException wrong) {
      String message = message(wrong);
      throw new UsageException(message, hint(message));
    }
  }

  private static Arguments arguments(ParseResult parsed, List<String> words) {
    Map<String, List<String>> options = new HashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      options.put(option.names()[0], option.originalStringValues());
    }
    List<String> parameters = new ArrayList<>();
    parsed.matchedPositionals().forEach(p -> parameters.addAll(p.originalStringValues()));
    return new Arguments(options, parameters, words);
  }

  /** The options there are, for completion. */
  List<OptionSpec> options() {
    return line.getCommandSpec().options();
  }

  /** The whole help, without colours. */
  String help() {
    return line.getUsageMessage(Ansi.OFF);
  }

  /** The one line of it that shows the form of the command. */
  String usage() {
    return "Usage: " + line.getHelp().synopsis(0);
  }

  private static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().get(0));
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return "'" + missing.getMissing().get(0).paramLabel() + "' is missing";
    }
    return wrong instanceof OverwrittenOptionException
        ? "an option is given twice"
        : "an option is not given as it must be";
  }

  private String hint(String message) {
    return name == CommandName.RUN && message.equals(TOO_MANY)
        ? "the program and its arguments stand after --"
        : "secrets help " + name.word() + " shows what can be given";
  }

  private static String unmatched(String argument) {
    if (!OPTION.matcher(argument).matches()) {
      return TOO_MANY;
    }
    int equals = argument.indexOf('=');
    return "no option '" + (equals < 0 ? argument : argument.substring(0, equals)) + "'";
  }
}
