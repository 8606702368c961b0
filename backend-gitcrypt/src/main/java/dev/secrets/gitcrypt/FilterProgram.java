package dev.secrets.gitcrypt;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How git calls our filters: the program that the front end is, as a shell would be told. It ends
 * up in git's configuration, so it must be found from everywhere.
 *
 * @param command program and arguments, quoted; git adds {@code clean}, {@code smudge} and the like
 */
public record FilterProgram(String command) {

  private static final Pattern SPECIAL = Pattern.compile("[\"\\\\$`]");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=+-]+");

  /** The program, quoted for the shell as git-crypt does, and its first arguments. */
  public static FilterProgram of(String program, List<String> arguments) {
    return new FilterProgram(
        Stream.concat(Stream.of(quote(program)), arguments.stream().map(FilterProgram::argument))
            .collect(Collectors.joining(" ")));
  }

  private static String argument(String word) {
    return PLAIN.matcher(word).matches() ? word : quote(word);
  }

  private static String quote(String word) {
    return '"' + SPECIAL.matcher(word).replaceAll("\\\\$0") + '"';
  }

  String call(String verb, Driver driver) {
    String call = command + " " + verb;
    return driver.key().isDefault() ? call : call + " --key-name=" + driver.key().text();
  }
}
