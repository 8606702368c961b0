package dev.secrets.document;

import dev.secrets.document.Node.Scalar;
import dev.secrets.document.Site.Style;

/**
 * YAML 1.1 as Ansible reads a file of variables. Edits change source text; nothing is ever dumped
 * anew.
 */
final class YamlSyntax implements Syntax {

  @Override
  public Site read(Source source) {
    return YamlComposer.compose(source);
  }

  /** Ansible writes every inline vault with a final line end, so a block of lines has one. */
  @Override
  public Scalar spellable(Scalar value) {
    return !isEnvelope(value) || value.text().endsWith("\n")
        ? value
        : new Scalar(value.position(), value.tag(), value.type(), value.text() + "\n");
  }

  private static boolean isEnvelope(Scalar value) {
    return value.tag().filter(tag -> tag.startsWith("!vault")).isPresent();
  }

  @Override
  public Splice replace(Source source, Site parent, Entry field, Scalar value) {
    return parent.style() == Style.BLOCK
        ? YamlBlockEdit.replace(source, field, value)
        : new Splice(
            field.value().start(),
            field.value().end(),
            YamlSpelling.lead(source, field.value())
                + YamlSpelling.inline(value, field.value(), YamlSpelling.Context.FLOW));
  }

  @Override
  public Splice add(Source source, Site parent, String key, Scalar value) {
    if (parent.style() == Style.BLOCK) {
      return YamlBlockEdit.add(source, parent, key, value);
    }
    String name =
        parent.isSequence() ? "" : flowKey(source, parent, key) + FlowEdit.colon(source, parent);
    return FlowEdit.add(
        source, parent, name + YamlSpelling.inline(value, YamlSpelling.Context.FLOW));
  }

  @Override
  public Splice remove(Source source, Site parent, Entry field) {
    return parent.style() == Style.BLOCK
        ? YamlBlockEdit.remove(source, parent, field)
        : FlowEdit.remove(parent, field);
  }

  private static String flowKey(Source source, Site parent, String key) {
    boolean quoted =
        parent.entries().stream().anyMatch(entry -> source.text().startsWith("\"", entry.start()));
    return quoted ? Quoting.json(key) : YamlSpelling.key(key);
  }
}
