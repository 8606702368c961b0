package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Site.Style;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Dotenv. The sites hold the values as they are written, before variables are filled in, so that an
 * edit of one entry is no change of those that refer to it.
 */
final class DotenvSyntax implements Syntax {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> environment;

  DotenvSyntax(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public Site read(Source source) {
    return DotenvScanner.scan(source);
  }

  @Override
  public Node resolve(Site top) {
    return DotenvVariables.resolve(top, environment);
  }

  @Override
  public Scalar spellable(Scalar value) {
    if (value.tag().isPresent()) {
      throw new InvalidInputException("dotenv documents have no tagged values");
    }
    String text = value.text();
    if (text.indexOf('\0') >= 0) {
      throw new InvalidInputException("a dotenv value cannot hold a NUL character");
    }
    return Scalar.string(value.position(), written(text));
  }

  /** The text that the scanner is to find: the value itself, or one that stands for it. */
  private static String written(String text) {
    return DotenvSpelling.portable(text).isPresent()
        ? text
        : DotenvSpelling.portableJson(text).orElseGet(() -> DotenvVariables.literal(text));
  }

  @Override
  public Splice replace(Source source, Site parent, Entry field, Scalar value) {
    Site old = field.value();
    boolean absent = old.node() instanceof Scalar scalar && scalar.type() == Node.Type.NULL;
    return new Splice(
        old.start(), old.end(), (absent ? "=" : "") + spelled(source, value, old.style()));
  }

  @Override
  public Splice add(Source source, Site parent, String key, Scalar value) {
    if (!isName(key)) {
      throw new InvalidInputException("'" + key + "' cannot name an environment variable");
    }
    String line = key + "=" + spelled(source, value, Style.PLAIN);
    String start = source.newlineBeforeAppending();
    // A file whose last line has no line end is left without one.
    return Splice.insert(
        source.text().length(), start + line + (start.isEmpty() ? source.newline() : ""));
  }

  /** The whole lines of the entry, comment included. */
  @Override
  public Splice remove(Source source, Site parent, Entry field) {
    return Splice.delete(source.lineStart(field.start()), source.nextLine(field.value().end()));
  }

  private static String spelled(Source source, Scalar value, Style old) {
    String text = value.text();
    Optional<String> kept =
        switch (old) {
          case SINGLE_QUOTED -> DotenvSpelling.portableQuoted(text);
          case DOUBLE_QUOTED ->
              DotenvSpelling.portableInDoubleQuotes(text)
                  .or(() -> DotenvSpelling.portableQuoted(text));
          default -> DotenvSpelling.portable(text);
        };
    return kept.or(() -> DotenvSpelling.pythonQuoted(text))
        .orElseThrow()
        .replace("\n", source.newline());
  }
}
