package dev.secrets;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reference of vals. What stands behind {@code #} is a path of keys with slashes between them.
 *
 * <pre>{@code
 * ref+awssecrets://<name or ARN>[?version_stage=…&version_id=…&region=…][#/<key>/…]
 * }</pre>
 */
final class ValsReference {

  static final String PREFIX = "ref+awssecrets://";

  private ValsReference() {}

  static Reference parse(String text) {
    Reference parsed = Reference.parseParts("aws:" + text.substring(PREFIX.length()));
    Map<String, String> options = new LinkedHashMap<>();
    parsed.options().forEach((name, value) -> translate(name, value, options));
    return new Reference("aws", parsed.path(), options, keys(parsed.pointer()));
  }

  private static void translate(String name, String value, Map<String, String> options) {
    switch (name) {
      case "version_stage" -> options.put("stage", value);
      case "version_id" -> options.put("version", value);
      case "region", "profile" -> options.put(name, value);
      default ->
          throw new InvalidInputException(
              "the option '" + name + "' of vals cannot stand in a reference",
              "give it to a store of the manifest instead");
    }
  }

  /** A first key without a slash in front goes on after one all the same. */
  private static Pointer keys(Pointer pointer) {
    boolean bare = pointer.tokens().size() == 1 && pointer.tokens().get(0).contains("/");
    return bare ? Pointer.parse("/" + pointer.tokens().get(0)) : pointer;
  }
}
