package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node.Scalar;

/** JSON (RFC 8259). */
final class JsonSyntax implements Syntax {

  @Override
  public Site read(Source source) {
    return JsonParsing.read(source);
  }

  @Override
  public Scalar spellable(Scalar value) {
    if (value.tag().isPresent()) {
      throw new InvalidInputException("JSON documents have no tagged values");
    }
    return value;
  }

  @Override
  public Splice replace(Source source, Site parent, Entry field, Scalar value) {
    Site old = field.value();
    return new Splice(old.start(), old.end(), Quoting.json(value.text()));
  }

  @Override
  public Splice add(Source source, Site parent, String key, Scalar value) {
    String name = parent.isSequence() ? "" : Quoting.json(key) + FlowEdit.colon(source, parent);
    return FlowEdit.add(source, parent, name + Quoting.json(value.text()));
  }

  @Override
  public Splice remove(Source source, Site parent, Entry field) {
    return FlowEdit.remove(parent, field);
  }
}
