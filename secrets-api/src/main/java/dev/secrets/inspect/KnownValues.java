package dev.secrets.inspect;

import dev.secrets.SecretValue;
import dev.secrets.document.Node;
import dev.secrets.project.SecretFile;
import dev.secrets.project.SecretFile.Role;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The values of a project that should be found nowhere else. Settings such as {@code debug} would
 * be found everywhere: a value counts if its name tells that it is secret, or if it looks random.
 */
final class KnownValues implements AutoCloseable {

  private static final int SHORTEST = 6;
  private static final Pattern RANDOM =
      Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_-]{16,}");

  private final Map<String, SecretValue> values = new LinkedHashMap<>();

  private KnownValues() {}

  /** Those in files, and with {@link Values.Stores#ALL} those in other stores. */
  static KnownValues of(Inspection project, Values values) {
    KnownValues known = new KnownValues();
    for (String environment : project.environments().keySet()) {
      values
          .of(environment)
          .forEach(
              (name, bound) -> {
                if (!isPlain(project, bound)) {
                  bound.text().ifPresent(text -> known.add(environment, name, text));
                }
              });
    }
    for (SecretFile file : project.secretFiles()) {
      if (file.role() == Role.VARIABLES && file.isSecret()) {
        for (Leaf leaf : project.leaves(file.path())) {
          project
              .text(leaf.scalar())
              .ifPresent(text -> known.add(file.environment().orElse(""), leaf, text));
        }
      }
    }
    return known;
  }

  /** By the name and the environment that a person knows them under. */
  Map<String, SecretValue> values() {
    return values;
  }

  private static boolean isPlain(Inspection project, Values.Bound bound) {
    Path file = project.context().directory().resolve(bound.binding().reference().path().value());
    String path = project.root().relativize(file.normalize()).toString().replace('\\', '/');
    return project.secretFile(path).filter(known -> !known.isSecret()).isPresent();
  }

  private void add(String environment, Leaf leaf, String text) {
    boolean encrypted = leaf.scalar().tag().isPresent();
    if (encrypted || SecretNames.looksSecret(leaf.key())) {
      put(environment, leaf.shownPath(), text);
    }
  }

  private void add(String environment, String name, String text) {
    Optional<Node> json = Leaf.json(text);
    if (json.isEmpty()) {
      addIfSecret(environment, name, name, text);
      return;
    }
    for (Leaf leaf : Leaf.of(json.get())) {
      addIfSecret(environment, name + "." + leaf.shownPath(), leaf.key(), leaf.scalar().text());
    }
  }

  private void addIfSecret(String environment, String name, String key, String text) {
    if (SecretNames.looksSecret(key) || RANDOM.matcher(text).matches()) {
      put(environment, name, text);
    }
  }

  private void put(String environment, String name, String text) {
    if (text.strip().length() >= SHORTEST && SecretNames.isLiteral(text)) {
      SecretValue value = SecretValue.ofText(text);
      SecretValue before = values.put("'" + name + "' of '" + environment + "'", value);
      if (before != null) {
        before.close();
      }
    }
  }

  @Override
  public void close() {
    values.values().forEach(SecretValue::close);
  }
}
