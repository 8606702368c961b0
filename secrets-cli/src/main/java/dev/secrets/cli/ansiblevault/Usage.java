package dev.secrets.cli.ansiblevault;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is printed of the command line's form. */
final class Usage {

  private static final String ACTIONS =
      Stream.of(Action.values()).map(Action::word).collect(Collectors.joining(","));

  private Usage() {}

  static String line() {
    return "usage: ansible-vault [-h] [--version] [-v] {" + ACTIONS + "} ...\n";
  }

  static String line(Action action) {
    String options =
        action.options().stream()
            .map(option -> "[" + form(option) + "]")
            .collect(Collectors.joining(" "));
    return "usage: ansible-vault %s %s [%s ...]%n"
        .formatted(action.word(), options, action.operand());
  }

  static String help() {
    return line()
        + "\nReads and writes files that Ansible Vault protects.\n"
        + "\nansible-vault ACTION --help shows the options of an action.\n";
  }

  static String help(Action action) {
    String options =
        action.options().stream()
            .map(option -> "  " + String.join(", ", option.names()) + value(option) + "\n")
            .collect(Collectors.joining());
    return line(action) + "\noptions:\n" + options;
  }

  private static String form(Option option) {
    return option.names().get(0) + value(option);
  }

  private static String value(Option option) {
    return option.takesValue() ? " " + option.name() : "";
  }
}
