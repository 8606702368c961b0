package dev.secrets.cli.ansiblevault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was asked for.
 *
 * @param action what to do
 * @param options the values of each option given, in their order; none for a flag
 * @param operands files, or the strings to encrypt
 * @param arguments all of it as it was typed
 */
record Request(
    Action action,
    Map<Option, List<String>> options,
    List<String> operands,
    List<String> arguments) {

  /** What to type to ask for the same again. */
  List<String> command() {
    return Stream.concat(Stream.of("ansible-vault", action.word()), arguments.stream()).toList();
  }

  boolean has(Option option) {
    return options.containsKey(option);
  }

  /** Every value given. */
  List<String> all(Option option) {
    return options.getOrDefault(option, List.of());
  }

  /** The last value given. */
  Optional<String> last(Option option) {
    List<String> values = all(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  @Override
  public String toString() {
    return "Request[" + action + "]";
  }
}
