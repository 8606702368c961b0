package dev.secrets.cli.gitcrypt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What was typed after a command. As in git-crypt, options end at the first other argument. */
final class Arguments {

  private static final String END_OF_OPTIONS = "--";
  private static final String KEY_NAME = "--key-name";

  private final ParseResult given;
  private final List<String> positional;

  Arguments(Command command, List<String> arguments) {
    CommandSpec spec = spec(command);
    try {
      given =
          new CommandLine(spec)
              .setExpandAtFiles(false)
              .setInterpolateVariables(false)
              .setStopAtPositional(true)
              .setOverwrittenOptionsAllowed(true)
              .setUnmatchedOptionsArePositionalParams(false)
              .parseArgs(words(command, arguments));
    } catch (ParameterException wrong) {
      throw new UsageException(
          "wrong options: 'git-crypt help " + command.name() + "' shows what can be given");
    }
    positional =
        given.hasMatchedPositional(0)
            ? List.copyOf(given.matchedPositional(0).originalStringValues())
            : List.of();
  }

  private static String[] words(Command command, List<String> arguments) {
    Stream<String> end = command.takesOptions() ? Stream.empty() : Stream.of(END_OF_OPTIONS);
    return Stream.concat(end, arguments.stream()).toArray(String[]::new);
  }

  static CommandSpec spec(Command command) {
    CommandSpec spec = CommandSpec.create().name("git-crypt " + command.name());
    command.describe(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("ARGUMENT")
            .hidden(true)
            .build());
    return spec;
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description).build();
  }

  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec keyName() {
    return value("NAME", "a key other than the default one", "-k", KEY_NAME);
  }

  boolean has(String option) {
    return given.hasMatchedOption(option);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(given.matchedOption(name))
        .map(option -> option.originalStringValues())
        .map(values -> values.get(values.size() - 1));
  }

  Optional<String> keyNameGiven() {
    return option(KEY_NAME);
  }

  List<String> positional() {
    return positional;
  }

  /** Refuses more or fewer arguments. */
  List<String> exactly(int count) {
    if (positional.size() != count) {
      throw new UsageException(
          positional.size() < count ? "an argument is missing" : "there is an argument too many");
    }
    return positional;
  }

  void refuseTogether(String first, String second) {
    if (has(first) && has(second)) {
      throw new UsageException("'" + first + "' and '" + second + "' exclude each other");
    }
  }
}
