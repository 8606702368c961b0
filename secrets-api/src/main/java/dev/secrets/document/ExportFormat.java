package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The forms in which names and their values are handed to another program as one text. What a form
 * gives reads back as exactly the values by the reader it is for; a value that the form cannot
 * spell is refused by its name.
 *
 * <p>Stateless and safe for use by several threads.
 */
public enum ExportFormat {
  /**
   * Dotenv in the spelling that python-dotenv, node dotenv and sh read alike. For a JSON object or
   * array with quotes, backslashes or dollar signs in it that may be another text of the same JSON
   * value, with {@code \}{@code u0027}, {@code \}{@code u005c} and {@code \}{@code u0024} for them.
   */
  DOTENV,
  /** Dotenv for python-dotenv alone. */
  DOTENV_PYTHON,
  /** Dotenv for node dotenv alone. */
  DOTENV_NODE,
  /** Dotenv for a POSIX shell that sources the file. */
  DOTENV_SH,
  /** {@code export} commands for a POSIX shell. */
  SHELL,
  /**
   * The env files of {@code docker run --env-file}: the rest of the line is the value as it stands,
   * so a value with a line end is refused.
   */
  DOCKER_ENV,
  /** One JSON object of strings. */
  JSON,
  /** One YAML mapping of strings. */
  YAML,
  /** Java properties, in ASCII. */
  PROPERTIES;

  /**
   * Writes {@code values} in the order of the map.
   *
   * @param values stay the caller's, who closes them
   * @return UTF-8, which the caller wipes
   * @throws InvalidInputException naming a value that is not UTF-8 or that this form cannot spell,
   *     or a name that no environment variable can have, in the forms that are made of those
   */
  public byte[] render(Map<String, SecretValue> values) {
    List<String> entries =
        values.entrySet().stream().map(each -> entry(each.getKey(), each.getValue())).toList();
    return document(entries).getBytes(StandardCharsets.UTF_8);
  }

  private String entry(String name, SecretValue value) {
    String spelled = spell(text(name, value)).orElseThrow(() -> unspellable(name));
    return switch (this) {
      case JSON -> "  " + Quoting.json(name) + ": " + spelled;
      case YAML -> YamlSpelling.key(name) + ": " + spelled;
      case PROPERTIES -> PropertiesSpelling.key(name) + "=" + spelled;
      case SHELL -> "export " + variable(name) + "=" + spelled;
      default -> variable(name) + "=" + spelled;
    };
  }

  private Optional<String> spell(String text) {
    return switch (this) {
      case DOTENV ->
          DotenvSpelling.portable(text)
              .or(() -> DotenvSpelling.portableJson(text).flatMap(DotenvSpelling::portable));
      case DOTENV_PYTHON -> DotenvSpelling.python(text);
      case DOTENV_NODE ->
          DotenvSpelling.node(text)
              .or(() -> DotenvSpelling.portableJson(text).flatMap(DotenvSpelling::portable));
      case DOTENV_SH, SHELL -> DotenvSpelling.shell(text);
      case DOCKER_ENV -> Optional.of(text).filter(ExportFormat::isOneLine);
      case JSON, YAML -> Optional.of(Quoting.json(text));
      case PROPERTIES -> Optional.of(PropertiesSpelling.value(text));
    };
  }

  private String document(List<String> entries) {
    if (this == JSON || (this == YAML && entries.isEmpty())) {
      return entries.isEmpty() ? "{}\n" : "{\n" + String.join(",\n", entries) + "\n}\n";
    }
    return String.join("", entries.stream().map(entry -> entry + "\n").toList());
  }

  private static String variable(String name) {
    if (!DotenvSyntax.isName(name)) {
      throw new InvalidInputException("'" + name + "' cannot name an environment variable");
    }
    return name;
  }

  private static String text(String name, SecretValue value) {
    try {
      return value.revealAsString(); // every form is text
    } catch (InvalidInputException binary) {
      throw binary.in("'" + name + "'");
    }
  }

  private InvalidInputException unspellable(String name) {
    return switch (this) {
      case DOCKER_ENV ->
          new InvalidInputException(
              "'" + name + "' has a line end or a NUL in it, which a docker env file cannot hold",
              "choose a form that can hold it, such as JSON, or put the value on one line");
      case DOTENV ->
          new InvalidInputException(
              "no spelling of '" + name + "' is read alike by python-dotenv, node dotenv and sh",
              "choose the dialect of its reader: python-dotenv, node or sh");
      default ->
          new InvalidInputException(
              "'" + name + "' cannot be spelled in this form",
              "choose a form that can hold it, such as JSON");
    };
  }

  private static boolean isOneLine(String text) {
    return text.chars().noneMatch(each -> each == '\n' || each == '\r' || each == 0);
  }
}
