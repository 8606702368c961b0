package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node.Scalar;

/** Java properties. */
final class PropertiesSyntax implements Syntax {

  @Override
  public Site read(Source source) {
    return PropertiesScanner.scan(source);
  }

  @Override
  public Scalar spellable(Scalar value) {
    if (value.tag().isPresent()) {
      throw new InvalidInputException("properties documents have no tagged values");
    }
    return value;
  }

  @Override
  public Splice replace(Source source, Site parent, Entry field, Scalar value) {
    Site old = field.value();
    String separator = old.start() == field.keyEnd() ? "=" : "";
    return new Splice(old.start(), old.end(), separator + PropertiesSpelling.value(value.text()));
  }

  @Override
  public Splice add(Source source, Site parent, String key, Scalar value) {
    String line = PropertiesSpelling.key(key) + "=" + PropertiesSpelling.value(value.text());
    String start = source.newlineBeforeAppending();
    // A file whose last line has no line end is left without one.
    return Splice.insert(
        source.text().length(), start + line + (start.isEmpty() ? source.newline() : ""));
  }

  /** The whole lines of the entry. */
  @Override
  public Splice remove(Source source, Site parent, Entry field) {
    return Splice.delete(source.lineStart(field.start()), source.nextLine(field.value().end()));
  }
}
