package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** TagResource and UntagResource, and the tags that a secret is created with. */
final class Tags {

  private static final int MAX_TAGS = 50;
  private static final int MAX_KEY = 128;
  private static final int MAX_VALUE = 256;

  private Tags() {}

  static Map<String, Operation> operations() {
    return Map.of("TagResource", Tags::tag, "UntagResource", Tags::untag);
  }

  static Map<String, String> in(Params input) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Params tag : input.objects("Tags", Integer.MAX_VALUE)) {
      String key = tag.requiredText("Key", 1, MAX_KEY);
      if (key.startsWith("aws:")) {
        throw ApiError.invalidParameter("A tag key can't begin with aws:, which is reserved.");
      }
      if (tags.put(key, tag.text("Value", 0, MAX_VALUE).orElse("")) != null) {
        throw ApiError.invalidParameter("The tag key " + key + " is given twice.");
      }
    }
    requireRoom(tags);
    return tags;
  }

  private static void tag(Params input, Inventory secrets, ObjectNode answer) {
    StoredSecret secret = secrets.getAlive(input.secretId());
    Map<String, String> added = in(input);
    Map<String, String> all = new HashMap<>(secret.tags);
    all.putAll(added);
    requireRoom(all);
    secret.tags.putAll(added);
  }

  private static void untag(Params input, Inventory secrets, ObjectNode answer) {
    StoredSecret secret = secrets.getAlive(input.secretId());
    List<String> keys = input.texts("TagKeys", Integer.MAX_VALUE, MAX_KEY);
    secret.tags.keySet().removeAll(keys);
  }

  private static void requireRoom(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw ApiError.invalidParameter("A secret can have at most " + MAX_TAGS + " tags.");
    }
  }
}
