package dev.secrets.inspect;

import dev.secrets.Secret;
import dev.secrets.SecretValue;
import dev.secrets.document.Document;
import dev.secrets.document.DocumentFormat;
import dev.secrets.document.Node;
import dev.secrets.project.Project;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two sets of secrets, name by name.
 *
 * @param differences what is so of each name
 */
public record Comparison(Map<String, Difference> differences) {

  /** What is so of a name. */
  public enum Difference {
    SAME,
    DIFFERENT,
    /** Only the first has it. */
    ONLY_FIRST,
    /** Only the second has it. */
    ONLY_SECOND
  }

  /** Compares two sets of secrets, which the caller closes. */
  public static Comparison of(Map<String, Secret> first, Map<String, Secret> second) {
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    Map<String, Difference> differences = new LinkedHashMap<>();
    names.forEach(name -> differences.put(name, difference(first.get(name), second.get(name))));
    return new Comparison(differences);
  }

  /**
   * The fields of a secret by the keys that lead to them, or the whole of one that has none; the
   * caller closes them.
   *
   * @param project opens values that are encrypted in place
   */
  public static Map<String, Secret> fields(Secret whole, Project project) {
    Map<String, Secret> fields = new LinkedHashMap<>();
    DocumentFormat byName = DocumentFormat.ofFileName(whole.name());
    byte[] content = whole.bytes();
    Node root =
        Document.parse(
                byName == DocumentFormat.OPAQUE ? DocumentFormat.ofContent(content) : byName,
                content,
                Map.of())
            .root();
    if (root instanceof Node.Scalar) {
      fields.put("", Secret.of(whole.name(), whole.value(), whole.version()));
      return fields;
    }
    for (Leaf leaf : Leaf.of(root)) {
      SecretValue value = SecretValue.ofText(project.files().text(leaf.scalar()));
      Secret field = Secret.of(leaf.shownPath(), value, whole.version());
      fields.merge(leaf.shownPath(), field, Comparison::both);
    }
    return fields;
  }

  /** Items of a list have one name, and are compared together. */
  private static Secret both(Secret first, Secret second) {
    try (first;
        second) {
      // Both are fields of a document of strings.
      SecretValue joined = SecretValue.ofText(first.text() + "\n" + second.text());
      return Secret.of(first.name(), joined, first.version());
    }
  }

  private static Difference difference(@Nullable Secret first, @Nullable Secret second) {
    if (first == null) {
      return Difference.ONLY_SECOND;
    }
    if (second == null) {
      return Difference.ONLY_FIRST;
    }
    return first.value().matches(second.value()) ? Difference.SAME : Difference.DIFFERENT;
  }

  /** Whether everything is the same. */
  public boolean isSame() {
    return differences.values().stream().allMatch(each -> each == Difference.SAME);
  }
}
