package dev.secrets.cli.ansiblevault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads arguments as Python's argparse does, since scripts rely on it: long options may be
 * shortened while they stay unique, short ones joined, values follow after a blank or {@code =},
 * and all operands stand together.
 */
final class Grammar {

  private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\d+|-\\d*\\.\\d+");

  private final List<Option> known;
  private final List<String> arguments;
  private final Map<Option, List<String>> options = new EnumMap<>(Option.class);
  private final List<String> operands = new ArrayList<>();
  private int position;

  private Grammar(List<Option> known, List<String> arguments) {
    this.known = known;
    this.arguments = arguments;
  }

  /** An option, and a value that is joined to it. */
  private record Match(Option option, Optional<String> joined, boolean isShort) {}

  /**
   * What stands after the action's name.
   *
   * @throws WrongUsage if it cannot be understood
   */
  static Request parse(Action action, List<String> arguments) {
    Grammar grammar = new Grammar(action.options(), arguments);
    grammar.readAll();
    return new Request(action, grammar.options, grammar.operands, arguments);
  }

  /** The option that a single argument names before the action. */
  static Optional<Option> findLeading(String argument) {
    Grammar grammar = new Grammar(List.of(Option.HELP, Option.VERSION, Option.VERBOSE), List.of());
    return grammar.match(argument).map(Match::option);
  }

  private void readAll() {
    boolean operandsEnded = false;
    while (position < arguments.size()) {
      if (isOption(arguments.get(position))) {
        readOption();
        operandsEnded = !operands.isEmpty();
      } else if (operandsEnded) {
        throw WrongUsage.grammar("unrecognized arguments");
      } else {
        readOperands();
      }
    }
  }

  private void readOperands() {
    while (position < arguments.size() && !isOption(arguments.get(position))) {
      String argument = arguments.get(position++);
      if (argument.equals("--")) {
        operands.addAll(arguments.subList(position, arguments.size()));
        position = arguments.size();
      } else {
        operands.add(argument);
      }
    }
  }

  private boolean isOption(String argument) {
    return argument.length() > 1
        && argument.startsWith("-")
        && !argument.equals("--")
        && (match(argument).isPresent()
            || !(NEGATIVE_NUMBER.matcher(argument).matches() || argument.indexOf(' ') >= 0));
  }

  private void readOption() {
    Match match =
        match(arguments.get(position++))
            .orElseThrow(() -> WrongUsage.grammar("unrecognized arguments"));
    if (match.option().takesValue()) {
      add(match.option(), match.joined().orElseGet(() -> next(match.option())));
    } else {
      addFlag(match.option());
      match.joined().ifPresent(joined -> readJoinedFlags(match, joined));
    }
  }

  /** {@code -vvJ} is {@code -v -v -J}. */
  private void readJoinedFlags(Match match, String joined) {
    if (!match.isShort()) {
      throw WrongUsage.grammar(
          "argument " + match.option().title() + ": ignored explicit argument");
    }
    Match next =
        match("-" + joined).orElseThrow(() -> WrongUsage.grammar("unrecognized arguments"));
    if (next.option().takesValue()) {
      add(next.option(), next.joined().orElseGet(() -> next(next.option())));
    } else {
      addFlag(next.option());
      next.joined().ifPresent(rest -> readJoinedFlags(next, rest));
    }
  }

  private String next(Option option) {
    if (position == arguments.size()
        || isOption(arguments.get(position))
        || arguments.get(position).equals("--")) {
      throw WrongUsage.grammar("argument " + option.title() + ": expected one argument");
    }
    return arguments.get(position++);
  }

  private void add(Option option, String value) {
    addFlag(option);
    options.computeIfAbsent(option, unused -> new ArrayList<>()).add(value);
  }

  private void addFlag(Option option) {
    for (Option other : options.keySet()) {
      if (option.excludes(other)) {
        throw WrongUsage.grammar(
            "argument " + option.title() + ": not allowed with argument " + other.title());
      }
    }
    options.computeIfAbsent(option, unused -> new ArrayList<>());
  }

  private Optional<Match> match(String argument) {
    return exactly(argument, Optional.empty())
        .or(() -> beforeEquals(argument))
        .or(() -> shortened(argument))
        .or(() -> joined(argument));
  }

  private Optional<Match> exactly(String name, Optional<String> value) {
    return known.stream()
        .filter(option -> option.names().contains(name))
        .findFirst()
        .map(option -> new Match(option, value, !name.startsWith("--")));
  }

  private Optional<Match> beforeEquals(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0
        ? Optional.empty()
        : exactly(argument.substring(0, equals), Optional.of(argument.substring(equals + 1)));
  }

  private Optional<Match> shortened(String argument) {
    if (!argument.startsWith("--") || argument.equals("--")) {
      return Optional.empty();
    }
    int equals = argument.indexOf('=');
    String prefix = equals < 0 ? argument : argument.substring(0, equals);
    List<String> names =
        known.stream()
            .flatMap(option -> option.names().stream())
            .filter(name -> name.startsWith(prefix))
            .toList();
    if (names.size() > 1) {
      throw WrongUsage.grammar(
          "ambiguous option: " + prefix + " could match " + String.join(", ", names));
    }
    Optional<String> value =
        equals < 0 ? Optional.empty() : Optional.of(argument.substring(equals + 1));
    return Stream.ofNullable(names.isEmpty() ? null : names.get(0))
        .flatMap(name -> exactly(name, value).stream())
        .findFirst();
  }

  private Optional<Match> joined(String argument) {
    return argument.startsWith("--") || !argument.startsWith("-") || argument.length() < 3
        ? Optional.empty()
        : exactly(argument.substring(0, 2), Optional.of(argument.substring(2)));
  }
}
