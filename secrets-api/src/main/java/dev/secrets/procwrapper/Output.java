package dev.secrets.procwrapper;

import dev.secrets.InvalidInputException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that is asked for.
 *
 * @param file its path
 * @param format what is written into it
 */
record Output(String file, Format format) {

  static Output of(String file, Optional<String> format, Format usual) {
    Format chosen = format.map(Output::named).or(() -> Format.ofFileName(file)).orElse(usual);
    if (chosen == Format.DOTENV && usual == Format.JSON) {
      throw new InvalidInputException("a configuration is not written as dotenv");
    }
    return new Output(file, chosen);
  }

  private static Format named(String name) {
    return Stream.of(Format.DOTENV, Format.JSON, Format.YAML)
        .filter(
            format -> format.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("an output file is dotenv, json or yaml"));
  }
}
