package dev.secrets.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The input of an operation, read by member with the bounds of the service's model. */
final class Params {

  private static final int MAX_ID = 2048;

  private final JsonNode input;

  Params(JsonNode input) {
    this.input = input;
  }

  boolean has(String member) {
    return input.hasNonNull(member);
  }

  String secretId() {
    return requiredText("SecretId", 1, MAX_ID);
  }

  String requiredText(String member, int min, int max) {
    return text(member, min, max)
        .orElseThrow(() -> ApiError.validation("Value at '" + member + "' must not be null."));
  }

  Optional<String> text(String member, int min, int max) {
    return find(member).map(node -> bounded(member, textOf(member, node), min, max));
  }

  Optional<String> oneOf(String member, Set<String> values) {
    Optional<String> text = find(member).map(node -> textOf(member, node));
    if (text.isPresent() && !values.contains(text.get())) {
      throw ApiError.validation("Value at '" + member + "' must satisfy enum value set: " + values);
    }
    return text;
  }

  Optional<byte[]> blob(String member) {
    try {
      return find(member).map(node -> Base64.getDecoder().decode(textOf(member, node)));
    } catch (IllegalArgumentException notBase64) {
      throw wrongType(member);
    }
  }

  boolean flag(String member, boolean absent) {
    Optional<JsonNode> node = find(member);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw wrongType(member);
    }
    return node.map(JsonNode::booleanValue).orElse(absent);
  }

  OptionalInt number(String member) {
    Optional<JsonNode> node = find(member);
    if (node.isPresent() && !node.get().isIntegralNumber()) {
      throw wrongType(member);
    }
    return node.map(value -> OptionalInt.of(value.intValue())).orElseGet(OptionalInt::empty);
  }

  int number(String member, int min, int max, int absent) {
    int value = number(member).orElse(absent);
    if (value < min || value > max) {
      throw ApiError.validation(
          "Value at '" + member + "' must be between " + min + " and " + max + ".");
    }
    return value;
  }

  List<String> texts(String member, int maxItems, int maxLength) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(member, maxItems)) {
      texts.add(bounded(member, textOf(member, item), 1, maxLength));
    }
    return texts;
  }

  List<Params> objects(String member, int maxItems) {
    return items(member, maxItems).stream().map(Params::new).toList();
  }

  private List<JsonNode> items(String member, int maxItems) {
    List<JsonNode> items = new ArrayList<>();
    find(member).ifPresent(list -> list.forEach(items::add));
    if (items.size() > maxItems) {
      throw ApiError.validation(
          "Value at '" + member + "' must have at most " + maxItems + " members.");
    }
    return items;
  }

  private Optional<JsonNode> find(String member) {
    return has(member) ? Optional.of(input.get(member)) : Optional.empty();
  }

  private static String textOf(String member, JsonNode node) {
    if (!node.isTextual()) {
      throw wrongType(member);
    }
    return node.textValue();
  }

  /** The message leaves the value out: it may be a secret. */
  private static String bounded(String member, String value, int min, int max) {
    if (value.length() < min || value.length() > max) {
      throw ApiError.validation(
          "Value at '" + member + "' must have a length between " + min + " and " + max + ".");
    }
    return value;
  }

  private static ApiError wrongType(String member) {
    return ApiError.of("SerializationException", "Value at '" + member + "' has the wrong type.");
  }
}
