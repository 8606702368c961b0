package dev.secrets.document;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of YAML's own types, and which tags are a document's own. */
final class YamlTags {

  private static final String PREFIX = "tag:yaml.org,2002:";

  private static final Map<String, Node.Type> SCALARS =
      Map.of(
          PREFIX + "str", Node.Type.STRING,
          PREFIX + "int", Node.Type.INTEGER,
          PREFIX + "float", Node.Type.FLOAT,
          PREFIX + "bool", Node.Type.BOOLEAN,
          PREFIX + "null", Node.Type.NULL,
          PREFIX + "timestamp", Node.Type.TIMESTAMP,
          PREFIX + "binary", Node.Type.BINARY);

  private static final Set<String> COLLECTIONS =
      Set.of(PREFIX + "map", PREFIX + "seq", PREFIX + "set", PREFIX + "omap", PREFIX + "pairs");

  private YamlTags() {}

  /** The type of an explicit tag; a string for a tag that says nothing of scalars. */
  static Node.Type type(String tag) {
    return SCALARS.getOrDefault(tag, Node.Type.STRING);
  }

  /** The tag as it is written when it is none of YAML's own types. */
  static Optional<String> own(@Nullable String tag) {
    if (tag == null || tag.equals("!") || SCALARS.containsKey(tag) || COLLECTIONS.contains(tag)) {
      return Optional.empty();
    }
    return Optional.of(tag.startsWith(PREFIX) ? "!!" + tag.substring(PREFIX.length()) : tag);
  }
}
