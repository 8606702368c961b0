package dev.secrets.document;

import dev.secrets.InvalidInputException;
import dev.secrets.document.Node.Scalar;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML document that is JSON, which Ansible tries first. What YAML writes under a tag is an
 * object of one field here.
 */
final class AnsibleJsonSyntax implements Syntax {

  private static final Map<String, String> TAGS =
      Map.of(
          "__ansible_vault", "!vault",
          "__ansible_unsafe", "!unsafe",
          "__decrypted", Document.DECRYPTED);

  private final JsonSyntax json = new JsonSyntax();

  @Override
  public Site read(Source source) {
    return tagged(JsonParsing.readAsPython(source));
  }

  @Override
  public Scalar spellable(Scalar value) {
    value.tag().ifPresent(AnsibleJsonSyntax::field);
    return value;
  }

  @Override
  public Splice replace(Source source, Site parent, Entry field, Scalar value) {
    Site old = field.value();
    return new Splice(old.start(), old.end(), spelled(value));
  }

  @Override
  public Splice add(Source source, Site parent, String key, Scalar value) {
    String name = parent.isSequence() ? "" : Quoting.json(key) + FlowEdit.colon(source, parent);
    return FlowEdit.add(source, parent, name + spelled(value));
  }

  @Override
  public Splice remove(Source source, Site parent, Entry field) {
    return json.remove(source, parent, field);
  }

  private static String spelled(Scalar value) {
    String text = Quoting.json(value.text());
    return value.tag().map(tag -> "{" + Quoting.json(field(tag)) + ": " + text + "}").orElse(text);
  }

  private static String field(String tag) {
    return TAGS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(tag))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException("JSON has no form for values tagged '" + tag + "'"));
  }

  private static Site tagged(Site site) {
    if (!site.isCollection()) {
      return site;
    }
    return asTagged(site)
        .orElseGet(
            () -> site.rebuilt(site.entries().stream().map(AnsibleJsonSyntax::tagged).toList()));
  }

  private static Entry tagged(Entry entry) {
    return entry.with(tagged(entry.value()));
  }

  private static Optional<Site> asTagged(Site site) {
    if (site.isSequence() || site.entries().size() != 1) {
      return Optional.empty();
    }
    Entry only = site.entries().get(0);
    return Optional.ofNullable(TAGS.get(only.key()))
        .filter(tag -> Fields.isString(only.value().node()))
        .map(tag -> scalar(site, tag, (Scalar) only.value().node()));
  }

  private static Site scalar(Site object, String tag, Scalar text) {
    Scalar node =
        new Scalar(object.node().position(), Optional.of(tag), Node.Type.STRING, text.text());
    return Site.scalar(node, object.start(), object.end(), Site.Style.DOUBLE_QUOTED);
  }
}
